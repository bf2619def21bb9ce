// A made-up city of twenty towns of fifty villages each, and three and a half years of its ledger: rows as the product stores them, in the order
// of time, the same for the same seed. Nothing is kept: rows come a slice at a time.
import { SECTORS } from '@one-screen/domain';
import { toGridRow } from '../../../apps/aggregator/dist/ledger/grids/grid.row.js';
import { CASES, HAZARDS, INSPECTIONS } from '../../../apps/aggregator/dist/ledger/records/shelf.js';

export const CITY = '331082';
const TOWNS = 20;
const VILLAGES = 50;
const DAY = 86_400_000;
const YEARS = 3.5;
const CATEGORIES = ['疏散通道', '用电安全', '消防设施', '危化品储存', '有限空间', '特种设备', '教育培训', '现场管理'];
const KINDS = ['self', 'grid', 'agency', 'street', 'covert', 'city'];
const SLICE = 4000;

/** A small quick source of chance (mulberry32): numbers in [0, 1). */
const chanceOf = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
const three = (number) => String(number).padStart(3, '0');

export const townsOf = () => Array.from({ length: TOWNS }, (_, town) => `${CITY}${three(town + 1)}`);
export const villages = () => townsOf().flatMap((town) => Array.from({ length: VILLAGES }, (_, village) => `${town}${three(village + 1)}`));

export const grids = () => [CITY, ...townsOf(), ...villages()].map((code, index) => {
  const [lon, lat] = [121 + (index % 40) / 100, 28.6 + Math.floor(index / 40) / 100];
  return toGridRow({ code, name: `网格${code}`, kind: code.length === 6 ? 'city' : code.length === 9 ? 'street' : 'village', schematic: true, centre: { lon, lat }, rings: [[[lon, lat], [lon + 0.009, lat], [lon + 0.009, lat + 0.009], [lon, lat]]] });
});

const placeOf = (number, all) => ({ code: `DX${String(number).padStart(6, '0')}`, sector: SECTORS[number % SECTORS.length], gridCode: all[(number * 7919) % all.length] });

/** Tables with their rows, slice by slice: objects first, then the records of each slice of visits. Ends `now`. */
export function* ledger({ objects, inspections, hazards, now, seed = 20221201 }) {
  const chance = chanceOf(seed);
  const all = villages();
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const begins = now - YEARS * 365.25 * DAY;
  for (let at = 0; at < objects; at += SLICE) {
    const places = Array.from({ length: Math.min(SLICE, objects - at) }, (_, index) => placeOf(at + index, all));
    yield ['supervised_object', places.map(({ code, sector, gridCode }, index) => ({ code, name: `单位${code}`, sector, kind: '重点单位', grid_code: gridCode, lon: 121.1 + (index % 100) / 1000, lat: 28.8, risk: pick(['red', 'orange', 'yellow', 'blue']), address: `${gridCode}路${index}号`, responsible: '张某', scale: null }))];
    yield ['object_span', places.map(({ code, sector, gridCode }, index) => ({ object_code: code, from_at: index % 7 ? 0 : begins + Math.floor(chance() * 500) * DAY, until_at: index % 50 ? null : now - Math.floor(chance() * 300) * DAY, sector, grid_code: gridCode }))];
  }
  let found = 0;
  let cases = 0;
  for (let at = 0; at < inspections; at += SLICE) {
    const [visits, hazardRows, caseRows, span] = [[], [], [], Math.min(SLICE, inspections - at)];
    for (let index = 0; index < span; index += 1) {
      const { code: objectCode, sector, gridCode } = placeOf(Math.floor(chance() * objects), all);
      const finishedAt = Math.floor(begins + ((at + index + chance()) / inspections) * (now - begins));
      const id = `JC${String(at + index).padStart(8, '0')}`;
      const reached = chance() < 0.97;
      // As many hazards as keep step with the visits, in visits of one to four.
      const due = Math.round(((at + index + 1) / inspections) * hazards) - found;
      const many = reached && due > 0 && chance() < 0.5 ? Math.min(due, 4) : 0;
      const named = Array.from({ length: many }, (_, n) => `YH${String(found + n).padStart(8, '0')}`);
      const mark = (by, when) => ({ by, at: Math.floor(when) });
      const inspection = {
        id, revision: 3, state: 'finished', kind: pick(KINDS), sector, objectCode, gridCode, plannedFor: finishedAt - DAY, officers: ['陈某', '何某'], checklist: ['exit', 'power'], planned: mark('林某', finishedAt - 3 * DAY),
        startedAt: finishedAt - 3_600_000, finishedAt, reached, items: reached ? [{ code: 'exit', verdict: 'pass' }, many ? { code: 'power', verdict: 'fail', hazardId: named[0] } : { code: 'power', verdict: 'pass' }] : [],
      };
      visits.push(rowOf(INSPECTIONS, inspection, { hazards: many }));
      for (const hazardId of named) {
        const grade = chance() < 0.03 ? 'major' : 'general';
        const deadline = (Math.floor((finishedAt + 8 * 3_600_000) / DAY) + 16) * DAY - 8 * 3_600_000;
        const closes = finishedAt + (1 + 20 * chance() ** 2) * DAY;
        const state = chance() < 0.01 ? 'dismissed' : closes < now ? 'closed' : 'rectifying';
        const filed = chance() < 0.012 && state !== 'dismissed' && finishedAt + 2 * DAY < now;
        const caseId = `AJ${String(cases).padStart(8, '0')}`;
        const hazard = {
          id: hazardId, revision: 8, state, source: inspection.kind, sector, objectCode, gridCode, place: '一层车间', description: '配电箱前堆放杂物，影响紧急断电', category: pick(CATEGORIES), foundBy: '陈某', foundAt: finishedAt, photosBefore: [], photosAfter: [], inspectionId: id,
          registered: mark('陈某', finishedAt), grade, graded: mark('何某', finishedAt), endorsed: { ...mark('林某', finishedAt), signature: 's' }, assigned: { ...mark('何某', finishedAt), to: '周某' }, deadline,
          failedRechecks: 0, extensions: 0, supervision: 'village', caseIds: filed ? [caseId] : [], ...(state === 'closed' && { closed: mark('林某', closes) }), ...(state === 'dismissed' && { dismissed: mark('林某', finishedAt) }),
        };
        hazardRows.push(rowOf(HAZARDS, hazard, { filed_at: null }));
        if (!filed) continue;
        cases += 1;
        const decidedAt = finishedAt + (20 + 50 * chance()) * DAY;
        caseRows.push(rowOf(CASES, {
          id: caseId, revision: 5, state: decidedAt < now ? 'decided' : 'filed', sector, objectCode, gridCode, facts: '未按规定整改', foundAt: finishedAt, hazardIds: [hazardId], registered: mark('陈某', finishedAt + DAY), investigators: ['陈某', '何某'], evidence: [],
          filed: { ...mark('林某', finishedAt + 2 * DAY), grounds: '事实清楚', number: caseId }, ...(decidedAt < now && { decided: { ...mark('林某', decidedAt), kind: 'fine', amount: 20_000, basis: '安全生产法', document: caseId, serveBy: Math.floor(decidedAt + 7 * DAY) } }),
        }, {}));
      }
      found += many;
    }
    yield ['inspection', visits];
    yield ['hazard', hazardRows];
    yield ['enforcement_case', caseRows];
  }
}

const rowOf = (shelf, record, derived) => ({ id: record.id, revision: record.revision, state: record.state, ...shelf.facts(record), ...derived, body: JSON.stringify(record) });
