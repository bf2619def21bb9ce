import { rng, seedOf } from '../random.js';
import { hourOf } from './crane.model.js';
import { gasAtRest } from './gas.model.js';

/** One value of a lifeline sensor 城市生命线. */
export interface LifelineValue {
  point: string;
  unit: string;
  value: number;
}

export type LifelineKind = 'methane' | 'ponding' | 'pipe' | 'strain';

/** How much is used at an hour of the day, 0 to 1: morning and evening. */
const demand = (hour: number): number => Math.max(0, Math.exp(-((hour - 7.5) ** 2) / 4) + Math.exp(-((hour - 18.5) ** 2) / 5));

/** What a sensor shows on a dry, quiet day, by seed: marsh gas in a shaft, a wet road, a gas main that sags with demand, a bridge under its traffic. Pure. */
export const lifelineAtRest = (seed: number, kind: LifelineKind, sensor: string, at: number): LifelineValue[] => {
  const own = rng(seedOf('lifeline', seed, sensor));
  const noise = rng(seedOf('lifeline-noise', seed, sensor, Math.floor(at / 1000)));
  const hour = hourOf(at);
  switch (kind) {
    case 'methane': return [{ point: 'methane', unit: '%LEL', value: gasAtRest(seed, sensor, at, 20) }];
    case 'ponding': return [{ point: 'ponding-depth', unit: 'cm', value: Math.max(0, own.between(0, 1.5) + noise.between(-0.3, 0.3)) }];
    case 'pipe': {
      const usual = own.between(220, 360);
      const share = 100 - 7 * demand(hour) + noise.between(-0.6, 0.6);
      return [{ point: 'pipe-share', unit: '%', value: share }, { point: 'pipe-pressure', unit: 'kPa', value: (usual * share) / 100 }];
    }
    case 'strain': {
      const lorry = noise.chance(0.06) ? noise.between(4, 14) : 0;
      return [{ point: 'strain-share', unit: '%', value: own.between(30, 42) + 12 * demand(hour) + lorry + noise.between(-1, 1) }];
    }
  }
};
