/** A line on a field of 200 x 40, and the height of the target. Months without a value break it; a value alone is a dot. Pure. */
export const sparkOf = (values: readonly (number | undefined)[], target?: number): { line: string; target: number | undefined } => {
  const known = values.filter((value) => value !== undefined);
  if (!known.length) return { line: '', target: undefined };
  const all = target === undefined ? known : [...known, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number): number => Number((high === low ? 20 : 38 - ((value - low) / (high - low)) * 36).toFixed(2));
  const x = (index: number): number => Number((values.length < 2 ? 100 : (index / (values.length - 1)) * 200).toFixed(2));
  let pen = false;
  const line = values.map((value, index) => {
    if (value === undefined) {
      pen = false;
      return '';
    }
    const alone = !pen && values[index + 1] === undefined;
    const step = `${pen ? 'L' : 'M'}${x(index)} ${y(value)}${alone ? 'h0.01' : ''}`;
    pen = true;
    return step;
  }).join('');
  return { line, target: target === undefined ? undefined : y(target) };
};
