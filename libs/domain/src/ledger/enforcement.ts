import { afterDays } from '../numbers/beijing-day.js';
import type { Sector } from '../sector.js';
import { afterMonths } from './deadline.js';
import type { Mark } from './hazard.js';
import { past, words, type Living } from './life.js';

/** 线索、不予立案、已立案、调查终结、已告知、已听证、已决定、已送达、已执行、结案、公开、撤案. */
export const CASE_STATES = ['clue', 'declined', 'filed', 'investigated', 'notified', 'heard', 'decided', 'served', 'executed', 'closed', 'published', 'withdrawn'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Kinds of penalty (行政处罚法第9条), and none 不予处罚. */
export const PENALTY_KINDS = ['warning', 'fine', 'licence', 'restriction', 'none'] as const;
export type PenaltyKind = (typeof PENALTY_KINDS)[number];
export const PENALTY_NAMES: Record<PenaltyKind, { zh: string; en: string }> = {
  warning: { zh: '警告、通报批评', en: 'Warning' }, fine: { zh: '罚款、没收', en: 'Fine or confiscation' }, licence: { zh: '暂扣、吊销许可证件', en: 'Licence suspended or revoked' },
  restriction: { zh: '责令停产停业、限制从业', en: 'Ordered to stop production or business' }, none: { zh: '不予处罚', en: 'No penalty' },
};
/** A hearing is offered before these (行政处罚法第63条), whatever the sum of a fine. */
export const needsHearingOffer = (kind: PenaltyKind): boolean => kind === 'licence' || kind === 'restriction';

/**
 * The three cases of the crime of dangerous operation 危险作业罪 (刑法第134条之一), and other crimes. Each of the three needs a real danger of
 * death or grave loss 现实危险.
 */
export const OFFENCES = ['tampering', 'defiance', 'unlicensed', 'other'] as const;
export type Offence = (typeof OFFENCES)[number];
export const OFFENCE_NAMES: Record<Offence, { zh: string; en: string }> = {
  tampering: { zh: '关闭、破坏监控报警设备或篡改、隐瞒、销毁数据', en: 'Monitoring shut off or destroyed, or its data falsified' },
  defiance: { zh: '重大隐患被责令停产停业而拒不执行', en: 'An order to stop for a major hazard defied' },
  unlicensed: { zh: '未经许可擅自从事高度危险的生产作业', en: 'Highly dangerous operation without a licence' },
  other: { zh: '其他涉嫌犯罪', en: 'Another crime suspected' },
};

/** What is known when a clue 线索 is taken up. */
export interface Clue {
  sector: Sector;
  objectCode: string;
  gridCode: string;
  facts: string;
  /** Epoch ms. */
  foundAt: number;
  hazardIds: string[];
  inspectionId?: string | undefined;
}

/** Handing a suspected crime to the police 行刑衔接. `evidence` names what is kept: raw data and its hash, photos, orders. */
export interface Criminal {
  suspected: Mark & { offence: Offence; evidence: string[] };
  decided?: (Mark & { granted: boolean }) | undefined;
  handedOver?: (Mark & { receipt: string }) | undefined;
}

/** The truth about one case of enforcement. Times are epoch milliseconds. */
export interface EnforcementCase extends Clue, Living<CaseState> {
  registered: Mark;
  filed?: (Mark & { grounds: string; number: string }) | undefined;
  investigators: string[];
  evidence: string[];
  investigated?: Mark | undefined;
  notified?: (Mark & { proposed: PenaltyKind; hearingOffered: boolean; answerBy: number }) | undefined;
  heard?: (Mark & { requestedAt: number }) | undefined;
  /** `amount` in yuan. */
  decided?: (Mark & { kind: PenaltyKind; amount: number; basis: string; document: string; serveBy: number }) | undefined;
  served?: Mark | undefined;
  executed?: Mark | undefined;
  closed?: Mark | undefined;
  published?: (Mark & { url: string }) | undefined;
  criminal?: Criminal | undefined;
  typical?: (Mark & { summary: string }) | undefined;
}

/** A new clue. Throws `field-required`, `future-date` (422, with the field). */
export const takeUpClue = (id: string, clue: Clue, by: string, now: number): EnforcementCase => ({
  ...clue,
  objectCode: words(clue.objectCode, 'objectCode', '监管对象', 'The object'),
  gridCode: words(clue.gridCode, 'gridCode', '网格', 'The grid'),
  facts: words(clue.facts, 'facts', '违法事实线索', 'The facts'),
  foundAt: past(clue.foundAt, now, 'foundAt', '发现时间'),
  id, revision: 1, state: 'clue', registered: { by, at: now }, investigators: [], evidence: [],
});

/** Time limits of enforcement, as data. Natural days, unless said otherwise. */
export interface CaseRules {
  /** From filing to the decision (行政处罚法第60条). */
  decideWithin: number;
  /** Working days in which a hearing is asked for (第64条; 第85条: “五日” are working days). */
  answerWithin: number;
  /** Working days to serve the decision on a party not present (第61条). */
  serveWithin: number;
  /** Days to decide on handing over to the police, then hours to do it (国务院令第310号). */
  transferDecideWithin: number;
  handOverHours: number;
}
export const DEFAULT_CASE_RULES: CaseRules = { decideWithin: 90, answerWithin: 5, serveWithin: 7, transferDecideWithin: 3, handOverHours: 24 };

const UNDECIDED: CaseState[] = ['filed', 'investigated', 'notified', 'heard'];

/** When the decision is due; the day of filing is not counted. Undefined before filing; epoch ms, exclusive. */
export const decisionDueAt = ({ filed }: Pick<EnforcementCase, 'filed'>, rules: CaseRules): number | undefined => filed && afterDays(filed.at, rules.decideWithin);

/** Whether the clock of the decision has run out, by the clock alone. */
export const isCaseOverdue = (each: Pick<EnforcementCase, 'state' | 'filed'>, rules: CaseRules, now: number): boolean => UNDECIDED.includes(each.state) && now >= (decisionDueAt(each, rules) ?? Infinity);

/** What of handing a crime over is due next, and when (epoch ms, exclusive); undefined where nothing is. */
export const handOverDue = ({ criminal }: Pick<EnforcementCase, 'criminal'>, rules: CaseRules): { step: 'decide' | 'handOver'; dueAt: number } | undefined => {
  if (!criminal || criminal.handedOver) return undefined;
  if (!criminal.decided) return { step: 'decide', dueAt: afterDays(criminal.suspected.at, rules.transferDecideWithin) };
  return criminal.decided.granted ? { step: 'handOver', dueAt: criminal.decided.at + rules.handOverHours * 3_600_000 } : undefined;
};

/** Whether a case counts as a penalty carried out 实施处罚: decided, and not for none. */
export const isPenalised = ({ decided }: Pick<EnforcementCase, 'decided'>): boolean => decided !== undefined && decided.kind !== 'none';

/** Months within which each level publishes at least one typical case 典型案例 (应急厅函〔2021〕92号). */
export const TYPICAL_MONTHS = { county: 2, city: 3, province: 6 } as const;

/** When the next typical case is due after the last (epoch ms, exclusive). */
export const typicalDueAt = (lastAt: number, level: keyof typeof TYPICAL_MONTHS): number => afterMonths(lastAt, TYPICAL_MONTHS[level]);
