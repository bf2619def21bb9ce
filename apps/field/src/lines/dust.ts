import { openHj212Station, type Hj212Station } from '@one-screen/connectors';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { objectsOf } from './line.js';
import { keepTalking, type LineStage } from './talk.js';

const COUNT = 4;
const EVERY_MS = 30_000;

const numberOf = (index: number): string => `GCDEMO0000000000000000${String(index + 1).padStart(2, '0')}`;

export const dustDevices = (city: City): FieldDevice[] =>
  objectsOf(city, '工地').slice(0, COUNT).map((site, index) => ({ code: numberOf(index), objectCode: site.code, kind: '扬尘噪声监测站', name: `${site.name}扬尘噪声监测站` }));

/** Dust and noise stations of building sites (HJ 212-2017): more by day, and a truck in the yard now and then. */
export const measureDust = (port: number, seed: number, stage: LineStage): Promise<void>[] =>
  Array.from({ length: COUNT }, (_, index) => {
    const draw = rng(seedOf('dust', seed, index));
    const usual = draw.between(38, 70);
    return keepTalking(stage, {
      open: () => openHj212Station({ host: '127.0.0.1', port, mn: numberOf(index), version: '2017' }),
      every: EVERY_MS,
      say: async (station: Hj212Station) => {
        const now = stage.now();
        const hour = ((now + 8 * 3_600_000) % 86_400_000) / 3_600_000;
        const work = hour > 7 && hour < 18 ? 1 : 0.45;
        const truck = (now / 60_000 + index * 13) % 97 < 3 ? 1.6 : 1;
        const pm10 = usual * work * truck * draw.between(0.92, 1.08);
        const shown = (value: number): number => Math.round(value * 10) / 10;
        await station.report({ a34002: shown(pm10), a34004: shown(pm10 * 0.55), a34001: shown(pm10 * 1.7), LA: shown(48 + 16 * work + draw.between(-2, 2)), a01001: shown(14 + 5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)), a01007: shown(draw.between(0.5, 3.5)) });
      },
      close: (station: Hj212Station) => station.close(),
    });
  });
