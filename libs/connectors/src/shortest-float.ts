/** The fewest digits that mean the same 32-bit float: 1.2, not 1.2000000476837158. */
export const shortestFloat = (float: number): number => {
  for (let digits = 6; digits < 9; digits += 1) {
    const candidate = Number(float.toPrecision(digits));
    if (Math.fround(candidate) === float) return candidate;
  }
  return float;
};
