import { checkGrading, entryAt, withEntry, type CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { codeOf } from '../../refusal.fixture.js';
import { SECTORS } from '../../sector.js';
import { HAZARD_CATALOGUE, HAZARD_CATALOGUES } from './index.js';

const at = (day: string) => Date.parse(`${day}T12:00:00+08:00`);

describe('the hazard catalogue', () => {
  it('has no two versions of an entry in force at once', () => {
    expect(HAZARD_CATALOGUE.reduce<CatalogueEntry[]>((held, entry) => withEntry(held, entry), [])).toHaveLength(HAZARD_CATALOGUE.length);
  });

  it.each(SECTORS)('knows 8 to 25 major and at least 4 general entries of %s in force today, each with document, clause and gist', (sector) => {
    const inForce = HAZARD_CATALOGUES[sector].filter(({ code }) => entryAt(HAZARD_CATALOGUE, code, at('2026-11-25')));
    const major = new Set(inForce.filter(({ grade }) => grade === 'major').map(({ code }) => code));
    expect(major.size).toBeGreaterThanOrEqual(8);
    expect(major.size).toBeLessThanOrEqual(25);
    expect(new Set(inForce.filter(({ grade }) => grade === 'general').map(({ code }) => code)).size).toBeGreaterThanOrEqual(4);
    for (const entry of HAZARD_CATALOGUES[sector]) {
      expect(entry.sector).toBe(sector);
      expect(entry.code).toMatch(/^[A-Z]{3,4}-G?\d\d$/);
      expect([entry.document, entry.clause, entry.text].filter((text) => text.trim() === '')).toEqual([]);
    }
  });

  it('grades by the edition in force when the hazard was found', () => {
    expect(entryAt(HAZARD_CATALOGUE, 'CON-08', at('2024-11-30'))?.document).toBe('建质规〔2022〕2号');
    expect(entryAt(HAZARD_CATALOGUE, 'CON-08', at('2024-12-01'))?.document).toBe('建质规〔2024〕5号');
    expect(codeOf(() => checkGrading(HAZARD_CATALOGUE, 'construction', at('2024-11-30'), { grade: 'major', entryCode: 'CON-18' }))).toBe('invalid entry-unknown');
    expect(checkGrading(HAZARD_CATALOGUE, 'equipment', at('2026-03-01'), { grade: 'major', entryCode: 'EQP-14' })).toMatchObject({ document: 'GB 45067-2024', clause: '5.6.4' });
    expect(codeOf(() => checkGrading(HAZARD_CATALOGUE, 'marine', at('2026-03-01'), { grade: 'general', entryCode: 'MAR-04' }))).toBe('invalid entry-grade');
  });
});
