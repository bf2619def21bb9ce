import { openJt808Terminal, type Jt808Terminal } from '@one-screen/connectors';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { objectsOf } from './line.js';
import { along, ROADS } from './routes.js';
import { keepTalking, type LineStage } from './talk.js';

const COUNT = 24;
const EVERY_MS = 5_000;
/** Alarm bits of JT/T 808 table 24: fatigue driving. */
const FATIGUE = 1 << 2;
/** Located by Beidou, engine on. */
const STATUS = 0b11 | (1 << 19);

const phoneOf = (index: number): string => `13900${String(576_000 + index).padStart(6, '0')}`;
const plateOf = (index: number): string => `浙JD${String(index + 1).padStart(4, '0')}`;

/** The firms the vehicles belong to: dangerous goods, tourist coaches, heavy lorries, in turn. */
export const vehicleDevices = (city: City): FieldDevice[] => {
  const firms = objectsOf(city, '危货运输企业', '旅游客运企业', '重型货车企业');
  return Array.from({ length: COUNT }, (_, index) => index).flatMap((index): FieldDevice[] => {
    const firm = firms[index % firms.length];
    return firm ? [{ code: phoneOf(index), objectCode: firm.code, kind: '车载终端', name: plateOf(index) }] : [];
  });
};

/**
 * Coaches and dangerous-goods lorries with their terminals (JT/T 808-2019): each goes to and fro on a road at its own pace, and now
 * and then a driver is tired for some minutes. Numbers and plates are made up.
 */
export const driveVehicles = (port: number, seed: number, stage: LineStage): Promise<void>[] =>
  Array.from({ length: COUNT }, (_, index) => {
    const draw = rng(seedOf('vehicle', seed, index));
    const route = draw.pick(ROADS);
    const began = draw.between(0, 2 * route.length);
    const usual = draw.between(28, 62);
    const tiredEvery = draw.between(3, 9) * 3_600_000;
    const tiredFor = draw.between(4, 9) * 60_000;
    const firstTired = draw.between(0.05, 1) * tiredEvery;
    const start = stage.now();
    return keepTalking(stage, {
      open: () => openJt808Terminal({ host: '127.0.0.1', port, phone: phoneOf(index), plate: plateOf(index), version: '2019' }),
      every: EVERY_MS,
      say: async (terminal: Jt808Terminal) => {
        const passed = stage.now() - start;
        // Slower and faster by turns, as traffic is.
        const speedKmh = usual * (1 + 0.25 * Math.sin(passed / 47_000 + index));
        const at = along(route, began + (usual * passed) / 3_600_000 - 0.25 * ((usual * 47_000) / 3_600_000) * (Math.cos(passed / 47_000 + index) - Math.cos(index)));
        const tired = passed > firstTired && (passed - firstTired) % tiredEvery < tiredFor;
        await terminal.locate({ lon: at.lon, lat: at.lat, speedKmh, direction: Math.round(at.courseDeg) % 360, altitudeM: 12, status: STATUS, alarms: tired ? FATIGUE : 0 });
      },
      close: (terminal: Jt808Terminal) => terminal.close(),
    });
  });
