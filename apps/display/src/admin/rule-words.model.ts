import type { Level, Rule, RuleCondition } from '@one-screen/domain';
import { spellOf } from './rule.model';

type Say = (key: string, named?: Record<string, unknown>) => string;
/** Part of a rule in words; with a colour where it is about a level. */
export interface Phrase {
  level?: Level;
  text: string;
}

/** A length of time in words. */
export const spellWords = (ms: number, say: Say): string => {
  const { count, unit } = spellOf(ms);
  return say(`admin.rules.spell.${unit}`, { count: Number(count.toFixed(3)) });
};

/** What a thing with a code is called by people; its code where nobody named it. */
type NameOf = (code: string) => string;

const limits = (condition: RuleCondition, unit: string, say: Say, ruleName: NameOf): Phrase[] => {
  const spell = (ms: number): string => spellWords(ms, say);
  const at = (text: string): string => `${text}${unit && ` ${unit}`}`;
  switch (condition.type) {
    case 'threshold': return condition.levels.map(({ level, above, below, strict, onDelayMs }) => ({ level, text: `${above !== undefined ? at(`${strict ? '>' : '≥'} ${above}`) : at(`< ${below}`)}${onDelayMs ? ` ${say('admin.rules.lasting', { time: spell(onDelayMs) })}` : ''}` }));
    case 'capacity': return condition.levels.map(({ level, share }) => ({ level, text: `≥ ${Number((share * 100).toFixed(1))} %` }));
    case 'missing': return condition.levels.map(({ level, afterMs }) => ({ level, text: spell(afterMs) }));
    case 'rate': return [{ level: condition.level, text: [condition.rise !== undefined && `↑ ${condition.rise}`, condition.fall !== undefined && `↓ ${condition.fall}`].filter(Boolean).join(' ') + (condition.measure === 'percent' ? ' %' : unit && ` ${unit}`) + ` / ${spell(condition.perMs)}` }];
    case 'frozen': return [{ level: condition.level, text: `${spell(condition.forMs)} ± ${condition.tolerance}` }];
    case 'range': return [{ level: condition.level, text: at(`${condition.min} ~ ${condition.max}`) }];
    case 'combination': return [{ level: condition.level, text: say(`admin.rules.counted.${condition.counting}`, { count: condition.atLeast }) }, { text: [...condition.ofRules.map(ruleName), ...(condition.ofAlarms ?? [])].join('、') }];
    case 'geofence': return [{ level: condition.level, text: `${say(`admin.rules.choice.${condition.alarmWhen}`)} · ${say('admin.rules.corners', { count: Math.max(0, condition.ring.length - 1) })}` }];
    case 'forecast': return [{ level: condition.level, text: `${condition.falling ? '↓' : '↑'} ${at(String(condition.limit))} · ${spell(condition.aheadMs)}` }];
  }
};

/** What a rule watches for, level by level; the rules it combines by their names. */
export const conditionWords = (rule: Rule, say: Say, ruleName: NameOf): Phrase[] => limits(rule.condition, rule.applies.unit ?? '', say, ruleName);

/** Deadband and delays, as far as there are any. */
export const delayWords = ({ condition }: Rule, say: Say): string[] => [
  ...(condition.onDelayMs ? [`${say('admin.rules.field.onDelayMs')} ${spellWords(condition.onDelayMs, say)}`] : []),
  ...(condition.offDelayMs ? [`${say('admin.rules.field.offDelayMs')} ${spellWords(condition.offDelayMs, say)}`] : []),
  ...('deadband' in condition && condition.deadband ? [`${say('admin.rules.field.deadband')} ${condition.type === 'capacity' ? `${Number((condition.deadband * 100).toFixed(1))} %` : condition.deadband}`] : []),
];

/** What a rule looks at, its points by the trade's word. */
export const appliesWords = ({ applies }: Rule, say: Say, pointName: NameOf): string[] =>
  (['point', 'kind', 'objectKinds', 'objectCodes', 'deviceCodes'] as const).flatMap((name) => {
    const codes = applies[name];
    return codes === undefined ? [] : [say('admin.rules.about', { what: say(`admin.rules.field.${name}`), which: [codes].flat().map(name === 'point' ? pointName : (code) => code).join('、') })];
  });

/** Who the program writes as, for the rules that came with it. */
export const SHIPPED_BY = 'system';

/** How a rule stands now: in force, waiting for its date, switched off, over. */
export const standingOf = (newest: Rule, inForce: Rule | undefined, now: number): 'inForce' | 'waiting' | 'off' | 'over' => {
  if (!newest.enabled && newest.from <= now) return 'off';
  if (newest.from > now) return 'waiting';
  return inForce ? 'inForce' : 'over';
};
