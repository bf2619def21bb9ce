/** How dark each cell is, 0..1, by its share of the busiest: by the root, so that one extreme hour does not leave the rest blank. Pure. */
export const shadesOf = (counts: readonly (readonly number[])[]): number[][] => {
  const most = Math.max(0, ...counts.flat());
  return counts.map((row) => row.map((count) => (most === 0 ? 0 : Number(Math.sqrt(count / most).toFixed(3)))));
};
