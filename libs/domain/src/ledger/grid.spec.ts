import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { adjustGrid, closeGrid, coversSpan, GRID_LEVELS, gridAt, gridLevelOf, isIn, parentGridOf, withGrid, type GridVersion } from './grid.js';
import { appoint, dismissFrom, GRID_ROLE_RULES, GRID_ROLES, responsibleFor, unguaranteed, type Appointment } from './grid-people.js';
import { codeOf } from '../refusal.fixture.js';

const CITY = '331082';
const TOWN = '331082001';
const VILLAGE = '331082001004';
const FIRM = '3310820010040007';
const version = (code: string, from = 0, until?: number): GridVersion => ({ id: `${code}@${from}`, code, name: '网格', from, until, reason: '划定' });
const tree = [CITY, TOWN, VILLAGE, FIRM].reduce<GridVersion[]>((versions, code) => withGrid(versions, version(code)), []);

describe('a grid code', () => {
  it('is of one of four levels and lies within its parent’s', () => {
    expect([CITY, TOWN, VILLAGE, FIRM].map(gridLevelOf)).toEqual([...GRID_LEVELS]);
    expect([FIRM, VILLAGE, TOWN, CITY].map(parentGridOf)).toEqual([VILLAGE, TOWN, CITY, undefined]);
  });
  it('names no place when a part is all zeros, too short or no number', () => {
    for (const code of ['', '331000', '33108', '331082000', '331082001000', '3310820010040000', '331082001004000', '331082O01', '33108200100400000000X', `${FIRM}\n`, '331082001004-007']) expect([code, gridLevelOf(code)]).toEqual([code, undefined]);
  });
});

describe('the versions of a grid', () => {
  it('never overlap, and follow one another to the millisecond', () => {
    const ended = withGrid([version(CITY)], version(TOWN, 0, 100));
    expect(codeOf(() => withGrid(ended, version(TOWN, 99)))).toBe('invalid versions-overlap');
    expect(codeOf(() => withGrid([...ended, version(TOWN, 200)], version(TOWN, 100)))).toBe('invalid versions-overlap');
    const next = withGrid(ended, version(TOWN, 100));
    expect([gridAt(next, TOWN, 99)?.from, gridAt(next, TOWN, 100)?.from]).toEqual([0, 100]);
    expect(codeOf(() => withGrid([version(CITY)], version(TOWN, 5, 5)))).toBe('invalid until-required');
    expect(codeOf(() => withGrid([], version('331082000')))).toBe('invalid code-invalid');
  });

  it('stand only while the grid around them does', () => {
    expect(codeOf(() => withGrid([version(CITY)], version(VILLAGE)))).toBe('invalid outside-parent');
    expect(codeOf(() => withGrid([version(CITY, 10)], version(TOWN, 9)))).toBe('invalid outside-parent');
    expect(codeOf(() => withGrid([version(CITY, 0, 100)], version(TOWN, 0)))).toBe('invalid outside-parent');
    expect(withGrid([version(CITY, 0, 100), version(CITY, 100)], version(TOWN, 50))).toHaveLength(3);
    expect(coversSpan([version(CITY, 0, 100), version(CITY, 101)], CITY, { from: 50 })).toBe(false);
  });

  it('are adjusted without a gap, children untouched', () => {
    const { until: _none, ...next } = { ...version(TOWN, 500), name: '新划' };
    const adjusted = adjustGrid(tree, next);
    expect([gridAt(adjusted, TOWN, 499)?.name, gridAt(adjusted, TOWN, 500)?.name]).toEqual(['网格', '新划']);
    expect(coversSpan(adjusted, TOWN, { from: 0 })).toBe(true);
    expect(codeOf(() => adjustGrid(adjusted, next))).toBe('invalid same-beginning');
    expect(codeOf(() => adjustGrid(tree, { ...next, code: '331082002' }))).toBe('missing no-grid');
  });

  it('end only after the grids within them', () => {
    expect(codeOf(() => closeGrid(tree, VILLAGE, 900))).toBe('conflict children-active');
    const closed = closeGrid(closeGrid(tree, FIRM, 900), VILLAGE, 900);
    expect([gridAt(closed, VILLAGE, 899)?.code, gridAt(closed, VILLAGE, 900)]).toEqual([VILLAGE, undefined]);
    expect(codeOf(() => closeGrid(closed, VILLAGE, 901))).toBe('missing no-grid');
    const { until: _none, ...later } = version(FIRM, 800);
    expect(codeOf(() => closeGrid(adjustGrid(tree, later), FIRM, 700))).toBe('conflict later-version');
  });

  it('hold to this whatever is tried: one version at a time, each within a standing parent, a refusal changing nothing', () => {
    const codes = [CITY, TOWN, '331082002', VILLAGE, '331082001005', FIRM];
    const move = fc.record({ op: fc.constantFrom('add', 'adjust', 'close'), code: fc.constantFrom(...codes), from: fc.nat(12), length: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }) });
    const done = new Set<string>();
    fc.assert(fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let versions: GridVersion[] = tree;
      for (const { op, code, from, length } of moves) {
        const before = structuredClone(versions);
        try {
          const { until, ...rest } = version(code, from, length === undefined ? undefined : from + length);
          const after = op === 'add' ? withGrid(versions, { ...rest, until }) : op === 'adjust' ? adjustGrid(versions, rest) : closeGrid(versions, code, from);
          expect(versions).toEqual(before);
          versions = after;
          done.add(`${op} ${gridLevelOf(code)}`);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(versions).toEqual(before);
        }
        const wrong: string[] = [];
        for (let at = 0; at < 26; at += 1) {
          for (const each of codes) {
            const standing = versions.filter((one) => one.code === each && isIn(one, at)).length;
            const parent = parentGridOf(each);
            if (standing > 1 || (standing === 1 && parent !== undefined && !gridAt(versions, parent, at))) wrong.push(`${each} at ${at}`);
          }
        }
        expect(wrong).toEqual([]);
      }
    }), { numRuns: 150, seed: 4 });
    for (const level of ['town', 'village', 'enterprise']) for (const op of ['add', 'adjust', 'close']) expect(done).toContain(`${op} ${level}`);
  });
});

describe('the people of a grid', () => {
  const person = (patch: Partial<Appointment> = {}): Appointment => ({ id: `${patch.person ?? 'wang'}-${patch.role ?? 'patroller'}`, person: 'wang', role: 'patroller', gridCode: VILLAGE, from: 10, ...patch });
  it('hold a role at its level, several of them, each once at a time', () => {
    const two = appoint(appoint([], tree, person()), tree, person({ person: 'li' }));
    expect(two).toHaveLength(2);
    expect(codeOf(() => appoint(two, tree, person({ from: 99 })))).toBe('invalid appointed-already');
    expect(appoint(two, tree, person({ role: 'chief' }))).toHaveLength(3);
    const ended = dismissFrom(two, 'wang-patroller', 50);
    expect(appoint(ended, tree, person({ from: 50 }))).toHaveLength(3);
    expect(codeOf(() => appoint(ended, tree, person({ from: 49 })))).toBe('invalid appointed-already');
    expect(codeOf(() => dismissFrom(ended, 'wang-patroller', 51))).toBe('invalid until-required');
    expect(codeOf(() => dismissFrom(ended, 'nobody', 51))).toBe('missing no-appointment');
    expect(codeOf(() => appoint([], tree, person({ gridCode: '331082001009' })))).toBe('invalid grid-unknown');
    expect(codeOf(() => appoint([], tree, person({ from: -1 })))).toBe('invalid grid-unknown');
    for (const role of GRID_ROLES) {
      for (const [level, gridCode] of [['city', CITY], ['town', TOWN], ['village', VILLAGE], ['enterprise', FIRM]] as const) {
        const work = () => appoint([], tree, person({ role, gridCode, objectCode: role === 'guarantor' ? 'plant-1' : undefined }));
        if (GRID_ROLE_RULES[role].levels.includes(level)) expect(work()).toHaveLength(1);
        else expect(codeOf(work)).toBe('invalid role-level');
      }
    }
  });
  it('answer for an object by name, and it is told where nobody does', () => {
    expect(codeOf(() => appoint([], tree, person({ role: 'guarantor' })))).toBe('invalid field-required');
    expect(codeOf(() => appoint([], tree, person({ objectCode: 'plant-1' })))).toBe('invalid object-unwanted');
    const held = appoint([], tree, person({ role: 'guarantor', objectCode: 'plant-1', until: 50 }));
    const objects = [{ code: 'plant-1', colour: 'red' as const, crowded: false }, { code: 'plant-2', colour: 'orange' as const, crowded: false }, { code: 'hall', colour: 'blue' as const, crowded: true }, { code: 'shop', colour: 'yellow' as const, crowded: false }];
    expect([unguaranteed(objects, held, 9), unguaranteed(objects, held, 10), unguaranteed(objects, held, 50)]).toEqual([['plant-1', 'plant-2', 'hall'], ['plant-2', 'hall'], ['plant-1', 'plant-2', 'hall']]);
  });
  it('are found from the object outwards, guarantors first', () => {
    const all = [person({ role: 'chief', gridCode: TOWN, person: 'zhen' }), person({ person: 'cun' }), person({ role: 'enterprise', gridCode: FIRM, person: 'qi' }), person({ role: 'guarantor', gridCode: TOWN, objectCode: 'plant-1', person: 'bao' }), person({ gridCode: '331082001005', person: 'other' })]
      .reduce<Appointment[]>((appointments, next) => appoint(appointments, withGrid(tree, version('331082001005')), next), []);
    const names = (place: { gridCode: string; objectCode?: string }, at = 10) => responsibleFor(all, place, at).map((each) => each.person);
    expect(names({ gridCode: FIRM, objectCode: 'plant-1' })).toEqual(['bao', 'qi', 'cun', 'zhen']);
    expect(names({ gridCode: VILLAGE })).toEqual(['cun', 'zhen']);
    expect(names({ gridCode: FIRM }, 9)).toEqual([]);
  });
});
