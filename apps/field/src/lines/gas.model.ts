import { rng, seedOf } from '../random.js';

const WHIFF_EVERY_MS = 47 * 60_000;
const WHIFF_MS = 4 * 60_000;

/** What a gas detector 探测器 shows in clean air: a little drift, noise, and now and then a whiff from a valve (a third of the first limit at most). `full` is the value of that limit. Pure. */
export const gasAtRest = (seed: number, detector: string, at: number, full = 25): number => {
  const draw = rng(seedOf('gas', seed, detector));
  const [base, swing, phase] = [draw.between(0.02, 0.07), draw.between(0.01, 0.03), draw.between(0, WHIFF_EVERY_MS)];
  const since = (at + phase) % WHIFF_EVERY_MS;
  const whiff = since < WHIFF_MS ? 0.26 * Math.sin((since / WHIFF_MS) * Math.PI) : 0;
  const noise = rng(seedOf('gas-noise', seed, detector, Math.floor(at / 1000))).between(-0.012, 0.012);
  return Math.max(0, full * (base + swing * Math.sin(at / 913_000 + phase) + whiff + noise));
};
