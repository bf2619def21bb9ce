/** One point of a series: a reading, or the mean of a time that began at `at` (epoch milliseconds) with its lowest and highest. */
export interface Sample {
  at: number;
  value: number;
  min?: number;
  max?: number;
}

const lowest = (sample: Sample): number => sample.min ?? sample.value;
const highest = (sample: Sample): number => sample.max ?? sample.value;

/**
 * Thins samples (oldest first) to at most `width` (2 or more) for drawing: the first and the last, and between them, of each of equally
 * long times, the ones that reach lowest and highest, in their order. So a peak of one second stays to be seen in a year (from a width
 * of 4). Samples that fit are answered as they are. Pure.
 */
export const downsample = (samples: readonly Sample[], width: number): Sample[] => {
  const first = samples[0];
  const last = samples.at(-1);
  if (samples.length <= width || !first || !last) return [...samples];
  const buckets = Math.floor((width - 2) / 2);
  if (buckets < 1) return [first, last];
  const span = last.at - first.at || 1;
  const kept: Sample[] = [first];
  let bucket = 0;
  let low: Sample | undefined;
  let high: Sample | undefined;
  const close = (): void => {
    if (low && high) kept.push(...(low === high ? [low] : low.at <= high.at ? [low, high] : [high, low]));
    low = high = undefined;
  };
  for (const sample of samples.slice(1, -1)) {
    const own = Math.min(buckets - 1, Math.floor(((sample.at - first.at) / span) * buckets));
    if (own !== bucket) close();
    bucket = own;
    if (!low || lowest(sample) < lowest(low)) low = sample;
    if (!high || highest(sample) > highest(high)) high = sample;
  }
  close();
  kept.push(last);
  return kept;
};
