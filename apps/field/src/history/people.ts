import { rng, seedOf } from '../random.js';

/** Made-up people of the street who sign: masked surnames with what they are, as the demo shows everybody. */
const SURNAMES = [...'王李张陈林黄周朱徐何金郑项卢葛冯'];
const named = (role: string, index: number): string => `${rng(seedOf('history-person', role, index)).pick(SURNAMES)}*（${role}${index + 1}）`;

/** The responsible leader of the street who signs off, one for each half of the sectors. */
export const leaderOf = (sector: string): string => named('分管领导', seedOf(sector) % 2);
/** Two officers of a visit, never the same. */
export const officersOf = (seed: number): [string, string] => {
  const first = seed % 8;
  return [named('检查员', first), named('检查员', (first + 1 + (Math.floor(seed / 8) % 7)) % 8)];
};
export const gridManOf = (gridCode: string): string => named('网格员', Number(gridCode.slice(-3)) % 40);
export const chiefOf = (gridCode: string): string => named('网格长', Number(gridCode.slice(-3)) % 40);
