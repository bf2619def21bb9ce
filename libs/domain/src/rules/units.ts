/** Quantities whose units differ only by a factor. */
const FACTORS: readonly Readonly<Record<string, number>>[] = [
  { Pa: 1, kPa: 1e3, bar: 1e5, MPa: 1e6 },
  { mm: 1, cm: 10, m: 1000 },
  { 'µg/m³': 1, 'mg/m³': 1000 },
  { mA: 1, A: 1000 },
  { kg: 1, t: 1000 },
  { 'mm/d': 1, 'cm/d': 10 },
  { '%': 1, '‰': 0.1 },
  { '℃': 1 },
];

/** One spelling for each unit: the Greek letter and the micro sign, `m3` and `m³`, `°C` and `℃` are the same. */
const spelling = (unit: string): string => unit.trim().replace(/^[uμ]g/, 'µg').replace(/m3$/, 'm³').replace(/^°C$|^C$/, '℃').replace(/^mpa$/i, 'MPa').replace(/^kpa$/i, 'kPa');

/** How a reading's unit goes with a rule's: the very one (or the rule names none: the number counts as it is), converted, left out and so taken to be the rule's, or of another quantity and not judged. */
export type UnitFit = 'same' | 'converted' | 'assumed' | 'other';
export const unitFit = (have: string, wanted: string | undefined): UnitFit => {
  if (!wanted?.trim() || spelling(have) === spelling(wanted)) return 'same';
  if (!have.trim()) return 'assumed';
  return inUnit(1, have, wanted) === undefined ? 'other' : 'converted';
};

/**
 * A value in another unit of the same quantity; undefined when the two do not measure the same. A reading without a unit is taken to be
 * in the wanted one: left out, it would never alarm and nobody would notice; taken wrongly, it shows.
 */
export const inUnit = (value: number, from: string, wanted: string | undefined): number | undefined => {
  const [have, want] = [spelling(from), spelling(wanted ?? '')];
  if (have === '' || want === '' || have === want) return value;
  const scale = FACTORS.find((units) => have in units && want in units);
  const [a, b] = [scale?.[have], scale?.[want]];
  return a === undefined || b === undefined ? undefined : Number(((value * a) / b).toPrecision(12));
};
