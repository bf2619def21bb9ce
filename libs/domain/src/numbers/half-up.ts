/**
 * Rounds half up 四舍五入, away from zero, on the decimal a reader sees: 1.005 to two digits is 1.01 although its binary form lies below.
 * Twelve significant digits are trusted.
 */
export const halfUp = (value: number, digits = 2): number => {
  const scale = 10 ** digits;
  const scaled = Number((Math.abs(value) * scale).toPrecision(12));
  const rounded = Math.floor(scaled + 0.5) / scale;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
};
