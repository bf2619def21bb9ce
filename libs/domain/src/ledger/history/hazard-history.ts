import { DomainError, invalid } from '../../errors.js';
import { hazardCategory } from '../../reference/hazard-categories.js';
import type { HazardGrade, MajorGrounds } from '../hazard-catalogue.js';
import type { HazardCommand, HazardContext } from '../hazard-life.js';
import { PROGRAMME_PARTS, type Hazard, type HazardReport, type Programme } from '../hazard.js';
import { fault, refused, type FieldFault } from '../life.js';
import { replayHazard } from './replay.js';

/** A hazard's whole life as one row of a file has it. Times are epoch ms; what has not happened yet is undefined. */
export interface HazardRow extends HazardReport {
  id: string;
  grade?: HazardGrade | undefined;
  entryCode?: string | undefined;
  grounds?: MajorGrounds | undefined;
  gradedBy?: string | undefined;
  gradedAt?: number | undefined;
  endorsedBy?: string | undefined;
  endorsedAt?: number | undefined;
  signature?: string | undefined;
  assignedBy?: string | undefined;
  /** Where it is not said, it was assigned as it was signed off. */
  assignedAt?: number | undefined;
  assignedTo?: string | undefined;
  deadline?: number | undefined;
  acceptedAt?: number | undefined;
  measures?: string | undefined;
  funds?: number | undefined;
  finishBy?: number | undefined;
  contingency?: string | undefined;
  programme?: Partial<Programme> | undefined;
  beganAt?: number | undefined;
  submittedAt?: number | undefined;
  outcome?: string | undefined;
  photosAfter?: string[] | undefined;
  recheckedBy?: string | undefined;
  recheckedAt?: number | undefined;
  passed?: boolean | undefined;
  verdict?: string | undefined;
  closedBy?: string | undefined;
  closedAt?: number | undefined;
  caseIds?: string[] | undefined;
}

type Key = keyof HazardRow;
interface Step {
  action: Extract<HazardCommand['action'], 'grade' | 'endorse' | 'assign' | 'accept' | 'begin' | 'submit' | 'recheck' | 'close'>;
  zh: string;
  en: string;
  /** Columns of which one filled says that the step was taken; the first two must then be there. */
  by: Key;
  at: Key;
  also?: Key[];
  leader?: boolean;
  command?(row: HazardRow): Partial<HazardCommand>;
}

/** 定级、背书、交办、签收、开始整改、申请复查、复查、销号, in the order of the declared life. */
const STEPS: Step[] = [
  { action: 'grade', zh: '定级', en: 'Grading', by: 'gradedBy', at: 'gradedAt', also: ['grade'], command: ({ grade, entryCode, grounds }) => ({ grade, entryCode, grounds }) },
  { action: 'endorse', zh: '背书', en: 'Sign-off', by: 'endorsedBy', at: 'endorsedAt', leader: true, command: ({ signature, endorsedBy }) => ({ signature: signature ?? endorsedBy }) },
  { action: 'assign', zh: '交办', en: 'Assignment', by: 'assignedBy', at: 'assignedAt', also: ['assignedTo', 'deadline'], command: ({ assignedTo, deadline }) => ({ to: assignedTo, deadline }) },
  { action: 'accept', zh: '签收', en: 'Acceptance', by: 'assignedTo', at: 'acceptedAt' },
  { action: 'begin', zh: '开始整改', en: 'Beginning', by: 'assignedTo', at: 'beganAt', command: ({ assignedTo: responsible, measures, funds, finishBy, contingency, programme }) => ({ five: given({ responsible, measures, funds, finishBy, contingency }), programme: programme && given(programme) }) },
  { action: 'submit', zh: '申请复查', en: 'Application for re-check', by: 'assignedTo', at: 'submittedAt', also: ['outcome'], command: ({ outcome, photosAfter }) => ({ note: outcome, photosAfter }) },
  { action: 'recheck', zh: '复查', en: 'Re-check', by: 'recheckedBy', at: 'recheckedAt', also: ['passed', 'verdict'], command: ({ passed, verdict }) => ({ passed, note: verdict }) },
  { action: 'close', zh: '销号', en: 'Closing', by: 'closedBy', at: 'closedAt', leader: true },
];

/** Whose column a fault of the life's own rules is shown at. */
const COLUMNS: Record<string, Key> = { to: 'assignedTo', note: 'outcome', 'five.responsible': 'assignedTo', 'five.measures': 'measures', 'five.funds': 'funds', 'five.finishBy': 'finishBy', 'five.contingency': 'contingency', lon: 'lon' };
const BY_STEP: Partial<Record<Step['action'], Record<string, Key>>> = { recheck: { note: 'verdict' } };
/** Refusals that name no field: who may not. */
const OWN: Record<string, (step: Step) => Key> = { 'own-grading': () => 'endorsedBy', 'own-recheck': ({ by }) => by, 'not-assignee': () => 'assignedTo' };

/**
 * The hazard a row tells of, by living its life again with the row's names and times: every rule that holds for a person holds for a file. Its state is how
 * far the columns are filled. Throws 422 whose details name the column (a key of HazardRow).
 */
export const hazardFromRow = (row: HazardRow, now: number, context: HazardContext): Hazard => {
  const { foundAt, category, sector } = row;
  if (!hazardCategory(sector, category)) throw refused('category-unknown', 'category', '该领域没有此类别', 'The sector has no such category');
  const open = STEPS.filter((step) => takenIn(row, step)).at(-1);
  const taken = open ? STEPS.slice(0, STEPS.indexOf(open) + 1) : [];
  const lacking = taken.flatMap((step): FieldFault[] => [step.by, step.at].filter((key) => timeOrName(row, step, key) === undefined && key !== 'assignedAt').map((key) => fault(key, key === 'endorsedBy' ? '分管负责人尚未签字背书' : `缺少${step.zh}的${key === step.at ? '时间' : '人'}`, `${step.en} lacks ${key === step.at ? 'its time' : 'its person'}`)));
  if (lacking.length) throw invalid('step-missing', '办理环节不完整', 'A step of the life is missing', lacking);
  const steps = taken.map((step) => ({ action: step.action, by: timeOrName(row, step, step.by) as string, leader: step.leader === true, when: timeOrName(row, step, step.at) as number, ...step.command?.(row) }));
  try {
    const hazard = replayHazard({ id: row.id, begin: reportOf(row), registered: { by: row.foundBy, when: foundAt }, steps }, now, context);
    return { ...hazard, ...(row.caseIds && { caseIds: row.caseIds }) };
  } catch (error) {
    throw error instanceof DomainError ? byColumn(error, taken) : error;
  }
};

const takenIn = (row: HazardRow, { by, at, also = [], action }: Step): boolean => [...(action === 'accept' || action === 'begin' || action === 'submit' ? [] : [by]), at, ...also].some((key) => row[key] !== undefined);
const timeOrName = (row: HazardRow, { action, at }: Step, key: Key): unknown => row[key] ?? (action === 'assign' && key === at ? row.endorsedAt : undefined);
const given = <T extends object>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

const reportOf = ({ source, sector, objectCode, gridCode, place, lon, lat, description, category, clause, foundBy, foundAt, photosBefore, alarmId, eventNo, inspectionId }: HazardRow): HazardReport =>
  ({ source, sector, objectCode, gridCode, place, lon, lat, description, category, clause, foundBy, foundAt, photosBefore, alarmId, eventNo, inspectionId });

/** The same refusal, each of its details at the row's own column. */
const byColumn = (error: DomainError, taken: readonly Step[]): DomainError => {
  const columnOf = (path: string): string => {
    const [, index, field = ''] = /^steps\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    if (index === undefined) return path.startsWith('registered') ? 'foundAt' : path.replace(/^begin\.?/, '');
    const step = taken[Number(index)] as Step;
    if (field === '') return OWN[error.code]?.(step) ?? step.at;
    return field === 'when' ? step.at : (BY_STEP[step.action]?.[field] ?? COLUMNS[field] ?? field);
  };
  const details = (Array.isArray(error.details) ? error.details : []) as FieldFault[];
  return invalid(error.code, error.text.zh, error.text.en, details.map(({ path, message }) => ({ path: columnOf(path), message })));
};

/** The row a hazard would be written as, for files out; what `hazardFromRow` makes the same hazard of, as far as a row can tell its life. */
export const rowOfHazard = (hazard: Hazard): HazardRow => ({
  ...reportOf(hazard as HazardRow), id: hazard.id, grade: hazard.grade, entryCode: hazard.graded?.entryCode, grounds: hazard.graded?.grounds, gradedBy: hazard.graded?.by, gradedAt: hazard.graded?.at,
  endorsedBy: hazard.endorsed?.by, endorsedAt: hazard.endorsed?.at, signature: hazard.endorsed?.signature, assignedBy: hazard.assigned?.by, assignedAt: hazard.assigned?.at, assignedTo: hazard.assigned?.to, deadline: hazard.deadline,
  acceptedAt: hazard.accepted?.at, measures: hazard.five?.measures, funds: hazard.five?.funds, finishBy: hazard.five?.finishBy, contingency: hazard.five?.contingency,
  programme: hazard.programme && PROGRAMME_PARTS.some((part) => hazard.programme?.[part] !== undefined) ? hazard.programme : undefined,
  beganAt: hazard.began?.at, submittedAt: hazard.submitted?.at, photosAfter: hazard.photosAfter.length ? hazard.photosAfter : undefined,
  recheckedBy: hazard.rechecked?.by, recheckedAt: hazard.rechecked?.at, passed: hazard.rechecked?.passed, verdict: hazard.rechecked?.verdict, closedBy: hazard.closed?.by, closedAt: hazard.closed?.at,
  caseIds: hazard.caseIds.length ? hazard.caseIds : undefined,
});
