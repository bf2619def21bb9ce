import { missing } from '../errors.js';
import type { Level } from '../level.js';
import type { PeriodKind } from '../numbers/period.js';
import { checkSpan, gridAt, gridLevelOf, isIn, overlaps, parentGridOf, type GridLevel, type GridVersion, type Span } from './grid.js';
import { refused, words } from './life.js';

/** 网格业务指导员、网格长、网格指导员、村居网格员、企业网格员、包保责任人 (domain.md section 2). */
export const GRID_ROLES = ['adviser', 'chief', 'guide', 'patroller', 'enterprise', 'guarantor'] as const;
export type GridRole = (typeof GRID_ROLES)[number];

/**
 * Where each role stands, what it does, and how often at least; absent `every`: by the colour of the object. Frequencies are defaults [P].
 * The duties are those of 古街办〔2022〕6号.
 */
export const GRID_ROLE_RULES: Record<GridRole, { zh: string; en: string; duty: string; levels: readonly GridLevel[]; every?: PeriodKind }> = {
  adviser: { zh: '网格业务指导员', en: 'Professional adviser', duty: '指导、协调网格内部门业务', levels: ['town', 'village'], every: 'quarter' },
  chief: { zh: '网格长', en: 'Grid chief', duty: '统筹、研判、签字背书', levels: ['town', 'village'], every: 'month' },
  guide: { zh: '网格指导员', en: 'Grid guide', duty: '抓村居网格员反馈问题的整改', levels: ['town', 'village'], every: 'week' },
  patroller: { zh: '村居网格员', en: 'Village patroller', duty: '日常巡查、上报、助查', levels: ['village'] },
  enterprise: { zh: '企业网格员', en: 'Enterprise patroller', duty: '企业自查、整改落实', levels: ['enterprise'], every: 'day' },
  guarantor: { zh: '包保责任人', en: 'Guarantor', duty: '高危企业、危险源、人员密集场所逐一包保', levels: ['town', 'village', 'enterprise'], every: 'month' },
};

/** One person in one role, from a moment (inclusive) until another (exclusive); several people may hold one role. */
export interface Appointment extends Span {
  id: string;
  person: string;
  role: GridRole;
  gridCode: string;
  /** The object a guarantor answers for 包保. */
  objectCode?: string | undefined;
}

/**
 * Appoints somebody. Throws `field-required`, `role-level`, `grid-unknown`, `appointed-already` (422, with the field). The role must stand at the
 * grid's level, and nobody holds one role in one place twice at once.
 */
export const appoint = (appointments: readonly Appointment[], versions: readonly GridVersion[], next: Appointment): Appointment[] => {
  words(next.person, 'person', '责任人', 'The person');
  checkSpan(next);
  const level = gridLevelOf(next.gridCode);
  if (!level || !gridAt(versions, next.gridCode, next.from)) throw refused('grid-unknown', 'gridCode', '该时间没有有效的网格', 'No such grid is in force then');
  const { zh, levels } = GRID_ROLE_RULES[next.role];
  if (!levels.includes(level)) throw refused('role-level', 'role', `${zh}不设在该级网格`, 'This role does not stand at this level');
  if (next.role === 'guarantor') words(next.objectCode, 'objectCode', '包保对象', 'The object');
  else if (next.objectCode !== undefined) throw refused('object-unwanted', 'objectCode', '只有包保责任人对应具体对象', 'Only a guarantor answers for one object');
  const same = (other: Appointment): boolean => other.person === next.person && other.role === next.role && other.gridCode === next.gridCode && other.objectCode === next.objectCode;
  if (appointments.some((other) => same(other) && overlaps(other, next))) throw refused('appointed-already', 'person', '该人员在此期间已担任此职', 'This person holds this role in that time already');
  return [...appointments, next];
};

/** Ends an appointment, never lengthening it. 404 `no-appointment`. */
export const dismissFrom = (appointments: readonly Appointment[], id: string, until: number): Appointment[] => {
  const current = appointments.find((each) => each.id === id);
  if (!current) throw missing('no-appointment', '没有此任职记录', 'No such appointment');
  if (until <= current.from || until > (current.until ?? Infinity)) throw refused('until-required', 'until', '离任时间须在任职期间内', 'The end lies within the appointment');
  return appointments.map((each) => (each === current ? { ...current, until } : each));
};

/** Who answers for a place at a moment, from the narrowest grid to the city; for an object its guarantors come first. */
export const responsibleFor = (appointments: readonly Appointment[], place: { gridCode: string; objectCode?: string | undefined }, at: number): Appointment[] => {
  const now = appointments.filter((each) => isIn(each, at));
  const chain: string[] = [];
  for (let code: string | undefined = place.gridCode; code !== undefined; code = parentGridOf(code)) chain.push(code);
  const guarantors = now.filter(({ role, objectCode }) => role === 'guarantor' && objectCode !== undefined && objectCode === place.objectCode);
  return [...guarantors, ...chain.flatMap((code) => now.filter(({ role, gridCode }) => role !== 'guarantor' && gridCode === code))];
};

/** What of an object decides whether somebody must answer for it by name. */
export interface Guaranteed {
  code: string;
  colour: Level;
  /** A crowded place 人员密集场所 or a hazard source 危险源. */
  crowded: boolean;
}

/**
 * Kinds of place where many people are 人员密集场所 (消防法 article 73: inns, shops, markets, stations, sports halls, hospitals, schools, homes for the old,
 * libraries, museums, places of tourism and worship), by the words in their kind; a place with an approved number of people 核定承载量 is one too [P].
 */
const CROWDED = /商场|超市|市场|宾馆|饭店|旅馆|客运站|码头|渡口|体育|影院|剧场|会堂|娱乐|医院|学校|幼儿园|托儿所|养老|福利院|图书馆|博物馆|展览|景区|景点|寺|教堂/;
export const isCrowdedPlace = ({ kind, capacity }: { kind: string; capacity?: number | undefined }): boolean => capacity !== undefined || CROWDED.test(kind);

/** Objects of high risk (red, orange) and crowded places that nobody answers for at a moment 包保缺失 (古街办〔2022〕6号: 逐一包保). */
export const unguaranteed = (objects: readonly Guaranteed[], appointments: readonly Appointment[], at: number): string[] => {
  const held = new Set(appointments.filter((each) => each.role === 'guarantor' && isIn(each, at)).map(({ objectCode }) => objectCode));
  return objects.filter(({ code, colour, crowded }) => (colour === 'red' || colour === 'orange' || crowded) && !held.has(code)).map(({ code }) => code);
};
