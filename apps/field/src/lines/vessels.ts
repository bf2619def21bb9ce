import { openAisSender, type AisSender } from '@one-screen/connectors';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { objectsOf } from './line.js';
import { along, WATERWAYS, type OnRoute, type Route } from './routes.js';
import { keepTalking, type LineStage } from './talk.js';

const COUNT = 14;
const EVERY_MS = 4_000;
const STATIC_EVERY_MS = 60_000;
const KM_PER_NM = 1.852;
/** Types of ship, ITU-R M.1371-5: fishing, passenger, cargo. */
const TYPES = [30, 60, 70] as const;
const NAMES = { 30: 'ZHE LIN YU', 60: 'LING JIANG DU', 70: 'TAI ZHOU HUO' } as const;

/** A made-up ship: where it goes and how fast; `began` is kilometres into its way to and fro. */
export interface Vessel {
  mmsi: number;
  route: Route;
  type: (typeof TYPES)[number];
  name: string;
  speedKn: number;
  began: number;
}

export const vesselsOf = (seed: number): Vessel[] => Array.from({ length: COUNT }, (_, index) => {
  const draw = rng(seedOf('vessel', seed, index));
  const route = draw.pick(WATERWAYS);
  const type = draw.pick(TYPES);
  return { mmsi: 412_900_000 + index, route, type, name: `${NAMES[type]} ${String(index + 1).padStart(3, '0')}`, speedKn: draw.between(4, 9.5), began: draw.between(0, 2 * route.length) };
});

/** Which boats of the ledger the fishing and passenger ships are; cargo ships pass through and belong to nobody here. */
export const vesselDevices = (city: City, seed: number): FieldDevice[] => ([[30, '渔船'], [60, '休闲船']] as const).flatMap(([type, kind]) => {
  const boats = objectsOf(city, kind);
  return vesselsOf(seed).filter((vessel) => vessel.type === type).flatMap(({ mmsi, name }, index): FieldDevice[] => {
    const boat = boats[index];
    return boat ? [{ code: String(mmsi), objectCode: boat.code, kind: '船载 AIS', name }] : [];
  });
});

/** Where a ship is at a moment (epoch milliseconds): the same whoever asks, and after a restart. Pure. */
export const vesselAt = ({ route, speedKn, began }: Vessel, at: number): OnRoute => along(route, began + (speedKn * KM_PER_NM * at) / 3_600_000);

/** Ships on the Lingjiang and in the bay as a shore station hears them (AIS by UDP). Names and numbers are made up (MMSI 412 9xx xxx). */
export const sailVessels = (port: number, seed: number, stage: LineStage, onStage: (deviceCode: string) => boolean): Promise<void>[] => {
  const ships = vesselsOf(seed).map((vessel) => ({ ...vessel, saidAt: -Infinity }));
  return [keepTalking(stage, {
    open: () => openAisSender({ transport: 'udp', host: '127.0.0.1', port }),
    every: EVERY_MS,
    say: async (sender: AisSender) => {
      const now = stage.now();
      for (const ship of ships) {
        if (onStage(String(ship.mmsi))) continue;
        const { lon, lat, courseDeg } = vesselAt(ship, now);
        if (now - ship.saidAt > STATIC_EVERY_MS) {
          ship.saidAt = now;
          await sender.staticData({ mmsi: ship.mmsi, name: ship.name, shipType: ship.type, destination: 'LINHAI' });
        }
        await sender.position({ mmsi: ship.mmsi, status: 0, speedKn: ship.speedKn, lon, lat, courseDeg: Math.min(359.9, courseDeg), headingDeg: Math.round(courseDeg) % 360 });
      }
    },
    close: (sender: AisSender) => sender.close(),
  })];
};
