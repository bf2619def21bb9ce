import {
  afterWorkdays, DEFAULT_HAZARD_RULES, HAZARD_CATALOGUE, HAZARD_CATEGORIES, HAZARD_GRADES, HAZARD_GRADE_NAMES, HAZARD_SOURCES, HAZARD_SOURCE_NAMES, hazardFromRow, knownWorkdays, MAJOR_GROUNDS,
  PROGRAMME_NAMES, PROGRAMME_PARTS, refusedField, rowOfHazard, SECTOR_NAMES, SECTORS, type Hazard, type HazardContext, type HazardRow, type MajorGrounds, type Sector,
} from '@one-screen/domain';
import type { LedgerSheet, SheetColumn, Values } from './sheet.js';

const DAY = 86_400_000;
const GROUNDS: Record<MajorGrounds, string> = { hard: '整改难度大', stop: '须停产停业', outside: '外因难以排除' };
const person = (key: string, zh: string, en: string, aliases: string[] = []): SheetColumn => ({ key, zh, en, aliases, kind: 'text', max: 64, example: '张*' });
const time = (key: string, zh: string, en: string): SheetColumn => ({ key, zh, en, kind: 'datetime', example: '2026-11-20 09:00' });
const term = (key: string, zh: string, en: string, aliases: string[]): SheetColumn => ({ key, zh, en, aliases, kind: 'datetime', example: '2026-12-05', note: { zh: '只写日期时含当日', en: 'a bare day is included whole' } });
const words = (key: string, zh: string, en: string, max = 500): SheetColumn => ({ key, zh, en, kind: 'text', max, example: '示范内容' });

/** What the making of hazards asks besides the row: plain data, for it crosses to the reading thread. */
export interface HazardSheetContext {
  /** Epoch ms. */
  now: number;
}

const calendar = knownWorkdays();
const RULES: HazardContext = { rules: DEFAULT_HAZARD_RULES, catalogue: HAZARD_CATALOGUE, workingDays: (from, days) => afterWorkdays(calendar, from, days) };

/** Hazards 隐患, a whole life in a row (domain.md section 3): its state is how far the columns are filled, and every rule of the life is held. */
export const HAZARDS_SHEET: LedgerSheet<Hazard, HazardSheetContext> = {
  ledger: 'hazards',
  zh: '隐患',
  en: 'Hazards',
  columns: [
    { key: 'id', zh: '编号', en: 'Number', aliases: ['隐患编号'], required: true, kind: 'code', pattern: /^[A-Za-z0-9_-]{1,26}$/, example: 'YH20261120-0001', note: { zh: '字母、数字、_ -，最多 26 位', en: 'letters, figures, _ -, at most 26' } },
    { key: 'source', zh: '来源', en: 'Source', required: true, kind: 'enum', options: HAZARD_SOURCES.map((value) => ({ value, zh: HAZARD_SOURCE_NAMES[value].zh })), example: HAZARD_SOURCE_NAMES.report.zh },
    { key: 'sector', zh: '领域', en: 'Sector', required: true, kind: 'enum', options: SECTORS.map((value) => ({ value, zh: SECTOR_NAMES[value].zh, aliases: [SECTOR_NAMES[value].short] })), example: SECTOR_NAMES.fire.zh },
    { key: 'objectCode', zh: '对象编码', en: 'Object code', required: true, kind: 'code', pattern: /^[A-Za-z0-9_.-]{1,64}$/, example: 'FIRE-0001' },
    { key: 'gridCode', zh: '网格码', en: 'Grid code', required: true, kind: 'code', pattern: /^\d{6,20}$/, example: '331082001001' },
    { ...words('place', '部位', 'Place', 200), required: true },
    { key: 'lon', zh: '经度', en: 'Longitude', kind: 'number', min: -180, max: 180, example: 121.12 },
    { key: 'lat', zh: '纬度', en: 'Latitude', kind: 'number', min: -90, max: 90, example: 28.85 },
    { ...words('description', '描述', 'Description', 2000), aliases: ['隐患描述'], required: true },
    words('clause', '依据条款', 'Clause'),
    { key: 'category', zh: '类别', en: 'Category', required: true, kind: 'text', max: 64, example: '疏散通道与出口', note: { zh: '填各领域的类别名称', en: 'the name of a category of the sector' } },
    { key: 'grade', zh: '级别', en: 'Grade', kind: 'enum', options: HAZARD_GRADES.map((value) => ({ value, zh: HAZARD_GRADE_NAMES[value].zh, aliases: [HAZARD_GRADE_NAMES[value].zh.slice(0, 2)] })), example: HAZARD_GRADE_NAMES.general.zh },
    { key: 'entryCode', zh: '判定条目', en: 'Catalogue entry', kind: 'code', max: 64, example: HAZARD_CATALOGUE[0]?.code ?? '' },
    { key: 'grounds', zh: '重大理由', en: 'Grounds', kind: 'enum', options: MAJOR_GROUNDS.map((value) => ({ value, zh: GROUNDS[value] })), example: GROUNDS.hard },
    { ...person('foundBy', '发现人', 'Found by'), required: true },
    { ...time('foundAt', '发现时间', 'Found at'), required: true },
    { key: 'photosBefore', zh: '整改前照片', en: 'Photos before', kind: 'list', example: '' },
    person('gradedBy', '定级人', 'Graded by'), time('gradedAt', '定级时间', 'Graded at'),
    person('endorsedBy', '背书人', 'Signed off by', ['签字背书人']), time('endorsedAt', '背书时间', 'Signed off at'), { ...person('signature', '背书签名', 'Signature'), max: 200 },
    person('assignedBy', '交办人', 'Assigned by'), time('assignedAt', '交办时间', 'Assigned at'), person('assignedTo', '责任人', 'Responsible', ['整改责任人']), term('deadline', '整改期限', 'Deadline', ['期限']),
    time('acceptedAt', '签收时间', 'Accepted at'),
    words('measures', '措施', 'Measures', 1000), { key: 'funds', zh: '资金', en: 'Funds (yuan)', aliases: ['资金(元)'], kind: 'number', min: 0, example: 2000 }, term('finishBy', '时限', 'Time limit', ['整改时限']), words('contingency', '预案', 'Contingency plan', 1000),
    ...PROGRAMME_PARTS.map((part) => ({ ...words(`programme.${part}`, `方案-${PROGRAMME_NAMES[part].zh}`, `Programme: ${PROGRAMME_NAMES[part].en}`, 1000) })),
    time('beganAt', '开始整改时间', 'Began at'), time('submittedAt', '申请复查时间', 'Re-check asked at'), words('outcome', '整改情况', 'What was done', 1000), { key: 'photosAfter', zh: '整改后照片', en: 'Photos after', kind: 'list', example: '' },
    person('recheckedBy', '复查人', 'Re-checked by'), time('recheckedAt', '复查时间', 'Re-checked at'), { key: 'passed', zh: '复查是否合格', en: 'Passed', aliases: ['复查结论'], kind: 'boolean', example: '是' }, words('verdict', '复查意见', 'Verdict', 1000),
    person('closedBy', '销号人', 'Closed by'), time('closedAt', '销号时间', 'Closed at'),
    { key: 'inspectionId', zh: '关联检查', en: 'Inspection', kind: 'code', max: 64, example: 'JC20261120-0001' },
    { key: 'alarmId', zh: '关联告警', en: 'Alarm', kind: 'code', max: 64, example: '' },
    { key: 'eventNo', zh: '关联事件', en: 'Event', kind: 'code', max: 64, example: '' },
    { key: 'caseIds', zh: '关联案件', en: 'Cases', kind: 'list', example: 'AJ20261120-0001' },
  ],
  codeOf: ({ id }) => id,
  entryOf: (values, { now }) => hazardFromRow(rowFrom(values), now, RULES),
};

const rowFrom = (values: Values): HazardRow => {
  const filled = Object.entries(values).filter(([, value]) => value !== null);
  const programme = Object.fromEntries(filled.filter(([key]) => key.startsWith('programme.')).map(([key, value]) => [key.slice('programme.'.length), value]));
  const row = { photosBefore: [], ...Object.fromEntries(filled.filter(([key]) => !key.startsWith('programme.'))), ...(Object.keys(programme).length && { programme }) } as unknown as HazardRow;
  const category = HAZARD_CATEGORIES[row.sector].find(({ code, zh }) => code === row.category || zh === row.category);
  if (!category) throw refusedField('category-unknown', 'category', `应为该领域的类别之一：${HAZARD_CATEGORIES[row.sector].map(({ zh }) => zh).join('、')}`, `must be one of ${HAZARD_CATEGORIES[row.sector].map(({ code }) => code).join(', ')}`);
  return { ...row, category: category.code, ...(row.deadline !== undefined && { deadline: endOf(row.deadline) }), ...(row.finishBy !== undefined && { finishBy: endOf(row.finishBy) }) };
};

const BEIJING = 8 * 3_600_000;
const isMidnight = (at: number): boolean => (at + BEIJING) % DAY === 0;
/** The exclusive end of a term that a bare day names whole. */
const endOf = (at: number): number => (isMidnight(at) ? at + DAY : at);

/** A hazard as the columns of its row. */
export const hazardValues = (hazard: Hazard): Record<string, unknown> => {
  const { programme, deadline, finishBy, category, sector, ...rest } = rowOfHazard(hazard);
  const dayBefore = (at: number | undefined): number | undefined => (at !== undefined && isMidnight(at) ? at - DAY : at);
  return {
    ...rest, sector, deadline: dayBefore(deadline), finishBy: dayBefore(finishBy), category: HAZARD_CATEGORIES[sector as Sector].find(({ code }) => code === category)?.zh ?? category,
    ...Object.fromEntries(Object.entries(programme ?? {}).map(([part, text]) => [`programme.${part}`, text])),
  };
};
