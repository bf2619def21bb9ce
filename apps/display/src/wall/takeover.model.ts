import type { AlarmView } from '@one-screen/contracts';

/** The red that holds the wall, and how many more wait behind it. */
export interface Takeover {
  alarm: AlarmView;
  others: number;
}

/** The oldest unsigned red takes the wall; it yields when signed. Real ones go before drills. Pure. */
export const takeoverOf = (unsigned: readonly AlarmView[]): Takeover | null => {
  const reds = unsigned.filter((alarm) => alarm.level === 'red' && alarm.state === 'raised');
  const [first, ...rest] = reds;
  if (!first) return null;
  const alarm = rest.reduce((held, next) => {
    if (held.drill !== next.drill) return held.drill ? next : held;
    return Date.parse(next.receivedAt) < Date.parse(held.receivedAt) ? next : held;
  }, first);
  return { alarm, others: rest.length };
};

/** What the voice says, once per alarm. */
export const spokenText = (alarm: AlarmView, place: string | undefined): string =>
  [alarm.drill ? '演练' : undefined, '红色告警', place, alarm.objectName, alarm.title, '请立即签收'].filter(Boolean).join('，');
