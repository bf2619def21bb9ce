/** A measured value as people read it: four figures, no more decimals than they need, no exponent in the usual range. */
export const figure = (value: number): string => {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  if (size >= 1_000_000 || (size > 0 && size < 0.001)) return value.toExponential(2);
  return String(Number(size >= 1000 ? value.toFixed(0) : value.toPrecision(4)));
};
