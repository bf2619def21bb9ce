import { invalid } from '@one-screen/domain';

const DAYS_AT_MOST = 400;

/** A range of time as asked for (ISO 8601), in epoch milliseconds. Throws `bad-range` (422) unless `to` follows `from` by at most 400 days. */
export const rangeOf = (asked: { from: string; to: string }): { from: number; to: number } => {
  const from = Date.parse(asked.from);
  const to = Date.parse(asked.to);
  if (to <= from || to - from > DAYS_AT_MOST * 24 * 3_600_000) throw invalid('bad-range', `时间范围不正确：to 须晚于 from，且不超过 ${DAYS_AT_MOST} 天`, `"to" must follow "from" by at most ${DAYS_AT_MOST} days`);
  return { from, to };
};
