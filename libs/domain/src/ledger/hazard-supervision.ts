import { conflict, forbidden } from '../errors.js';
import type { Actor } from '../alarm-life.js';
import type { WorkingDays } from './deadline.js';
import { longestDeadline, mayAskExtension, type HazardRules } from './hazard-clock.js';
import { TIERS, type Hazard, type Tier } from './hazard.js';
import { leaderOnly, refused, words, type Outcome } from './life.js';

/** What stands beside the chain and changes no state: extension 延期, listing 挂牌督办, stopped production 停产停业, enforcement 转执法, raised supervision 提级. */
export type SupervisionAction = 'askExtension' | 'decideExtension' | 'list' | 'delist' | 'suspend' | 'resume' | 'enforce' | 'raise';

export interface SupervisionFields {
  /** With `askExtension`: the deadline asked for, epoch ms. */
  until?: number | undefined;
  /** With `decideExtension`. */
  granted?: boolean | undefined;
  /** With `list`. */
  tier?: Tier | undefined;
  /** With `suspend`: number of the order 决定文书号. */
  order?: string | undefined;
  /** With `enforce`. */
  caseId?: string | undefined;
}

type Asked = SupervisionFields & { actor: Actor; note?: string | undefined };
type Step = (hazard: Hazard, command: Asked, now: number, context: { rules: HazardRules; workingDays: WorkingDays }) => Outcome<Hazard>;
const rank = (tier: Tier): number => TIERS.indexOf(tier);

export const SUPERVISION: Record<SupervisionAction, Step> = {
  askExtension: (hazard, { actor, until, note }, now, { rules, workingDays }) => {
    if (hazard.extensionAsked) throw conflict('extension-waiting', '已有延期申请待审批', 'An extension already waits for a decision', { record: hazard });
    const reason = words(note, 'note', '延期理由', 'A reason for the extension');
    const assignedAt = hazard.assigned?.at ?? now;
    if (until === undefined || until <= (hazard.deadline ?? now)) throw refused('until-required', 'until', '延期须晚于原期限', 'The extension ends after the present deadline');
    if (until > longestDeadline(hazard.grade ?? 'general', assignedAt, rules)) throw refused('until-too-far', 'until', '延期超过整改期限上限', 'The extension lies beyond the longest deadline');
    if (!mayAskExtension(hazard, now, rules, workingDays)) {
      const zh = hazard.grade === 'major' ? `重大隐患延期须在届满前 ${rules.askBefore} 个工作日申请` : '须在期限届满前申请延期';
      throw conflict('extension-late', zh, 'Too late to ask for an extension', { record: hazard });
    }
    const decideBy = workingDays(now, rules.decideWithin);
    return { patch: { extensionAsked: { by: actor.name, at: now, until, reason, decideBy } }, data: { until, decideBy } };
  },
  decideExtension: (hazard, { actor, granted, note }) => {
    leaderOnly(actor);
    const asked = hazard.extensionAsked;
    if (!asked) throw conflict('no-extension', '没有待审批的延期申请', 'No extension waits for a decision', { record: hazard });
    if (asked.by === actor.name) throw forbidden('own-request', '不能审批自己的申请', 'Nobody decides on their own request');
    if (granted === undefined) throw refused('field-required', 'granted', '请选择是否同意', 'The decision is required');
    if (!granted) {
      words(note, 'note', '不同意的理由', 'A reason for the refusal');
      return { patch: { extensionAsked: undefined }, data: { granted, until: asked.until } };
    }
    return { patch: { extensionAsked: undefined, deadline: asked.until, extensions: hazard.extensions + 1 }, data: { granted, before: hazard.deadline, until: asked.until } };
  },
  list: (hazard, { actor, tier, note }, now, { rules, workingDays }) => {
    leaderOnly(actor);
    if (!tier) throw refused('field-required', 'tier', '请选择挂牌层级', 'The tier is required');
    // A general hazard may be listed as well (“百千万”: hard, long or costly, or an owner who does not care), with the reason.
    if (hazard.grade !== 'major') words(note, 'note', '挂牌理由', 'A reason for listing it');
    if (hazard.listed && !hazard.delisted && rank(tier) <= rank(hazard.listed.tier)) throw conflict('listed-already', '已按该层级或更高层级挂牌', 'It is listed at this tier or a higher one', { record: hazard });
    const publishBy = workingDays(now, rules.publishWithin);
    return { patch: { listed: { by: actor.name, at: now, tier, publishBy }, delisted: undefined }, data: { tier, publishBy } };
  },
  delist: (hazard, { actor }, now, { rules, workingDays }) => {
    leaderOnly(actor);
    if (!hazard.listed || hazard.delisted) throw conflict('not-listed', '未挂牌督办', 'It is not listed', { record: hazard });
    const publishBy = workingDays(now, rules.publishWithin);
    return { patch: { delisted: { by: actor.name, at: now, publishBy } }, data: { tier: hazard.listed.tier, publishBy } };
  },
  suspend: (hazard, { actor, order, note }, now) => {
    leaderOnly(actor);
    words(note, 'note', '停产停业理由', 'A reason for stopping production');
    if (hazard.suspended) throw conflict('suspended-already', '已停产停业', 'Production is already stopped', { record: hazard });
    const number = words(order, 'order', '决定文书号', 'The number of the order');
    return { patch: { suspended: { by: actor.name, at: now, order: number } }, data: { order: number } };
  },
  resume: (hazard, { actor }, now) => {
    leaderOnly(actor);
    const { suspended } = hazard;
    if (!suspended) throw conflict('not-suspended', '未停产停业', 'Production is not stopped', { record: hazard });
    return { patch: { suspended: undefined }, data: { order: suspended.order, stoppedMs: now - suspended.at } };
  },
  enforce: (hazard, { caseId }) => {
    const id = words(caseId, 'caseId', '案件', 'The case');
    if (hazard.caseIds.includes(id)) throw conflict('enforced-already', '已转入该案件', 'It was already handed to this case', { record: hazard });
    return { patch: { caseIds: [...hazard.caseIds, id] }, data: { caseId: id } };
  },
  raise: (hazard, { actor, note }) => {
    leaderOnly(actor);
    words(note, 'note', '提级理由', 'A reason for raising it');
    const next = TIERS[rank(hazard.supervision) + 1];
    if (!next) throw conflict('top-reached', '已由市级监管', 'It is already under the city', { record: hazard });
    return { patch: { supervision: next }, data: { before: hazard.supervision, supervision: next } };
  },
};
