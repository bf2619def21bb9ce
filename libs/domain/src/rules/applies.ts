import { ANY_POINT, POSITION_POINT, type Applies, type Rule, type RuleInput, type Subject } from './rule.js';
import { memberOf } from './combination.js';

const fits = (wanted: string | readonly string[] | undefined, given: string | undefined): boolean => {
  if (wanted === undefined) return true;
  if (given === undefined) return false;
  return [wanted].flat().some((name) => (name.endsWith('*') ? given.startsWith(name.slice(0, -1)) : name === given));
};

/** The name of a point without the place of its instrument: `residual-current` of `residual-current#1-0-5`. */
export const pointName = (point: string): string => point.split('#', 1)[0] || point;

const concerns = (applies: Applies, { signal, facts }: RuleInput, objectCode: string | undefined): boolean =>
  fits(applies.kind, facts?.deviceKind) && fits(applies.deviceCodes, signal.deviceCode) && fits(applies.objectCodes, objectCode) && fits(applies.objectKinds, facts?.kind);

const pointOf = (rule: Rule, signal: RuleInput['signal']): string | undefined => {
  if (signal.kind === 'alarm') return undefined;
  const point = signal.kind === 'position' ? POSITION_POINT : signal.point;
  const { condition: { type }, applies } = rule;
  if (type === 'missing' && applies.point === undefined) return ANY_POINT;
  if (type === 'geofence') return signal.kind === 'position' ? point : undefined;
  if (type === 'combination' || (signal.kind === 'position' && type !== 'missing')) return undefined;
  return fits(applies.point, point) || fits(applies.point, pointName(point)) ? point : undefined;
};

/** Whom a signal is about in the eyes of a rule; undefined when the rule does not look at it. Effective dates are not asked. */
export const subjectOf = (rule: Rule, input: RuleInput): Subject | undefined => {
  const { signal, facts } = input;
  const objectCode = signal.objectCode ?? facts?.code;
  if (!concerns(rule.applies, input, objectCode)) return undefined;
  const name = facts?.name ?? (signal.kind === 'position' ? signal.name : undefined);
  const about = { ...(objectCode !== undefined && { objectCode }), ...(name !== undefined && { name }), ...(signal.kind !== 'reading' && signal.location && { location: signal.location }) };
  if (signal.kind !== 'alarm') {
    const point = pointOf(rule, signal);
    return point === undefined ? undefined : { deviceCode: signal.deviceCode, point, ...about };
  }
  if (rule.condition.type !== 'combination' || memberOf(rule.condition, signal.key) === undefined) return undefined;
  if (!rule.condition.withinObject) return { deviceCode: ANY_POINT, point: ANY_POINT };
  const whose = objectCode ?? signal.deviceCode;
  return whose === undefined ? undefined : { deviceCode: whose, point: ANY_POINT, ...about };
};

/** Key of a rule's alarm: one for each rule, device and point, whatever its level. */
export const ruleAlarmKey = (ruleId: string, { deviceCode, point }: Pick<Subject, 'deviceCode' | 'point'>): string => `rule:${ruleId}/${deviceCode}/${point}`;

/** Device and point a rule's alarm is about, read back from its key; undefined for a key no rule made. */
export const deviceOfRuleAlarm = (key: string): { deviceCode: string; point: string } | undefined => {
  const [head, ...rest] = key.split('/');
  const point = rest.pop();
  const deviceCode = rest.join('/');
  return head?.startsWith('rule:') && point && deviceCode ? { deviceCode, point } : undefined;
};

/** Under which key the state of this rule for this signal is kept (the alarm's own key); undefined when the rule does not look at the signal. */
export const stateKeyOf = (rule: Rule, input: RuleInput): string | undefined => {
  const subject = subjectOf(rule, input);
  return subject && ruleAlarmKey(rule.id, subject);
};

/** Whether a rule is in force at a moment (epoch milliseconds). */
export const isInForce = ({ enabled, from, until }: Pick<Rule, 'enabled' | 'from' | 'until'>, now: number): boolean => enabled && from <= now && (until === undefined || now < until);

/** Of each rule the one version in force at a moment: the highest whose time has come and is not over. Switched off, it takes the older versions with it. */
export const rulesInForce = (rules: readonly Rule[], now: number): Rule[] => {
  const newest = new Map<string, Rule>();
  for (const rule of rules) {
    if (!isInForce({ ...rule, enabled: true }, now)) continue;
    const known = newest.get(rule.id);
    if (!known || rule.version > known.version) newest.set(rule.id, rule);
  }
  return [...newest.values()].filter(({ enabled }) => enabled);
};
