import { openModbusSimulator, type ModbusOptions, type ModbusSimulator } from '@one-screen/connectors';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { gasAtRest } from './gas.model.js';
import { objectsOf, type DemoLine, type LineWorld } from './line.js';
import { keepTalking } from './talk.js';
import { tankLevel, tankPressure, tankRun } from './tank.model.js';

type Point = ModbusOptions['points'][number];

const EVERY_MS = 2_000;
const KINDS = { TANK: '储罐液位压力变送器', GDS: '可燃气体探测器', TOX: '有毒气体探测器' } as const;
const PER_PLANT = { A: ['TANK-A-01', 'TANK-A-02', 'GDS-A-01', 'GDS-A-02', 'GDS-A-03', 'TOX-A-01'], B: ['TANK-B-01', 'GDS-B-01', 'GDS-B-02'] } as const;

/** The two chemical plants of the demo: the first two of the ledger. */
export const plantDevices = (city: City): FieldDevice[] =>
  Object.values(PER_PLANT).flatMap((codes, plant) => codes.flatMap((code): FieldDevice[] => {
    const object = objectsOf(city, '危化企业')[plant];
    const kind = KINDS[code.split('-')[0] as keyof typeof KINDS];
    return object ? [{ code, objectCode: object.code, kind, name: `${kind} ${code}` }] : [];
  }));

/** What a point of the controller shows at a moment; undefined for one this release does not know. */
const valueOf = (seed: number, { deviceCode, point }: Point, at: number): number | boolean | undefined => {
  const level = (): number => tankLevel(tankRun(seed, deviceCode), at);
  if (point === 'tank-level') return level();
  if (point === 'pressure-share') return tankPressure(level(), at);
  if (point === 'combustible-gas') return gasAtRest(seed, deviceCode, at);
  if (point === 'toxic-gas') return gasAtRest(seed, deviceCode, at, 100);
  return point === 'high-high' ? false : undefined;
};

const pointsOf = (line: DemoLine): Point[] => (Array.isArray(line.options?.['points']) ? (line.options['points'] as Point[]) : []);

/** The controllers of the plants: one Modbus TCP server, which the aggregator calls on the port it chose. */
export const runPlants = ({ seed, stage }: LineWorld, line: DemoLine): Promise<void>[] => [keepTalking(stage, {
  atOnce: true,
  open: () => openModbusSimulator({ port: line.port }),
  every: EVERY_MS,
  say: (server: ModbusSimulator) => {
    for (const point of pointsOf(line)) {
      const value = valueOf(seed, point, stage.now());
      if (value !== undefined) server.set(point, value);
    }
    return Promise.resolve();
  },
  close: (server: ModbusSimulator) => server.close(),
})];
