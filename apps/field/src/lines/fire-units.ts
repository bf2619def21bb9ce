import { openFireDevice, type FireDevice } from '@one-screen/connectors';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { objectsOf } from './line.js';
import { keepTalking, type LineStage } from './talk.js';

const COUNT = 6;
const EVERY_MS = 20_000;
/** Hydrant system and pressure sensor; component kinds of GB/T 26875.3-2011 tables 4 and 5. */
const HYDRANT = 11;
const PRESSURE = 99;
/** Pressure in kPa, counted in tenths (table 6). */
const KPA = 5;
const OFFICER = 1;

/** Address of the n-th device (from 0), decimal. */
export const fireAddress = (index: number): string => String(331_082_001_00 + index + 1);

/** The buildings they watch: homes for the elderly, shopping centres, then towers. The last one, of a home, plays in scenes only. */
export const fireDevices = (city: City): FieldDevice[] => {
  const buildings = [...objectsOf(city, '养老机构').slice(0, 2), ...objectsOf(city, '商场').slice(0, 2), ...objectsOf(city, '高层建筑').slice(0, 2), ...objectsOf(city, '养老机构').slice(2, 3)];
  return buildings.map((building, index) => ({ code: fireAddress(index), objectCode: building.code, kind: '用户信息传输装置', name: `${building.name}用户信息传输装置` }));
};

/** User information transmission devices 用户信息传输装置 of watched buildings: they beat, tell the pressure of their hydrants, and answer when the centre asks who is on duty. */
export const watchBuildings = (port: number, seed: number, stage: LineStage): Promise<void>[] =>
  Array.from({ length: COUNT }, (_, index) => {
    const draw = rng(seedOf('fire-unit', seed, index));
    const usual = draw.between(320, 420);
    return keepTalking(stage, {
      open: async () => {
        const device = await openFireDevice({ host: '127.0.0.1', port, address: fireAddress(index) });
        device.answerDuty(OFFICER);
        return device;
      },
      every: EVERY_MS,
      say: async (device: FireDevice) => {
        await device.heartbeat();
        await device.sendUnit({ type: 3, objects: [{ sysType: HYDRANT, sysAddr: 1, compType: PRESSURE, zone: 1, position: 1, kind: KPA, raw: Math.round(usual * draw.between(0.97, 1.03) * 10), at: stage.now() }] });
      },
      close: (device: FireDevice) => device.close(),
    });
  });
