import type { City } from '../city/city.js';
import type { FieldDevice, FieldObject } from '../city/ledger-shape.js';
import { craneAtWork, pitAt } from './crane.model.js';
import { gasAtRest } from './gas.model.js';
import { gateCount } from './gate.model.js';
import { lifelineAtRest, type LifelineKind } from './lifeline.model.js';
import { objectsOf, type FieldReading, type Line, type LineWorld, type Pushed, type PushedLine } from './line.js';
import { liftFault, liftInService } from './lift.model.js';
import { keepTalking } from './talk.js';

const device = (prefix: string, kind: string, object: FieldObject | undefined, nth?: number): FieldDevice[] => {
  if (!object) return [];
  const code = `${prefix}-${object.code}${nth === undefined ? '' : `-${String(nth).padStart(2, '0')}`}`;
  return [{ code, objectCode: object.code, kind, name: `${object.name}${kind}${nth === undefined ? '' : `${nth}号`}` }];
};
const each = (prefix: string, kind: string, objects: FieldObject[], count: number): FieldDevice[] => objects.slice(0, count).flatMap((object) => device(prefix, kind, object));

/** Wireless detectors 无线气体探测器: two at the third chemical plant, one at a filling station, one for ammonia at a cold store. */
export const gasDevices = (city: City): FieldDevice[] => [
  ...[1, 2].flatMap((nth) => device('WGD', '无线可燃气体探测器', objectsOf(city, '危化企业')[2], nth)),
  ...each('WGD', '无线可燃气体探测器', objectsOf(city, '加油站'), 1),
  ...each('WTD', '无线氨气探测器', objectsOf(city, '涉氨冷库'), 1),
];
export const craneDevices = (city: City): FieldDevice[] => [...each('TWR', '塔机黑匣子', objectsOf(city, '塔机'), 3), ...each('PIT', '基坑测斜仪', objectsOf(city, '深基坑'), 2)];
export const gateDevices = (city: City): FieldDevice[] => ['府城城墙', '紫阳街', '东湖', '玻璃栈道'].flatMap((kind) => each('PFC', '客流闸机', objectsOf(city, kind), 1));
export const liftDevices = (city: City): FieldDevice[] => each('ELV', '电梯物联网终端', objectsOf(city, '电梯'), 5);
export const lifelineDevices = (city: City): FieldDevice[] => [
  ...each('CH4', '地下空间甲烷监测仪', objectsOf(city, '窨井'), 2), ...each('WLS', '积水监测仪', objectsOf(city, '积水点'), 3),
  ...each('RTU', '燃气管压监测仪', objectsOf(city, '燃气调压站'), 2), ...each('BHM', '桥梁应变监测仪', objectsOf(city, '桥梁'), 2),
];

const LIFELINE_KIND: Readonly<Record<string, LifelineKind>> = { CH4: 'methane', WLS: 'ponding', RTU: 'pipe', BHM: 'strain' };
const PIT_EVERY_MS = 300_000;
const FLOORS = 18;

/** What a device shows on an ordinary day. */
const everyday: Record<PushedLine, (world: LineWorld, device: FieldDevice, at: number) => FieldReading[]> = {
  'demo-gas': ({ seed }, { code }, at) => {
    const toxic = code.startsWith('WTD');
    return [{ deviceCode: code, point: toxic ? 'toxic-gas' : 'combustible-gas', unit: toxic ? '%OEL' : '%LEL', value: gasAtRest(seed, code, at, toxic ? 100 : 25) }];
  },
  'demo-cranes': ({ seed }, { code }, at) => {
    if (code.startsWith('PIT')) {
      const { shift, pct } = pitAt(seed, code, at);
      return [{ deviceCode: code, point: 'pit-displacement', unit: 'mm', value: shift }, { deviceCode: code, point: 'pit-share', unit: '%', value: pct }];
    }
    return craneReadings(code, craneAtWork(seed, code, at));
  },
  'demo-gates': ({ seed, city }, { code, objectCode }, at) => {
    const capacity = city.objects.find((object) => object.code === objectCode)?.capacity ?? 0;
    const { inside, entered, left } = gateCount(seed, code, capacity, at);
    return Object.entries({ present: inside, 'in-total': entered, 'out-total': left }).map(([point, value]) => ({ deviceCode: code, point, unit: '', value }));
  },
  'demo-lifts': ({ seed }, { code }, at) => liftReadings(code, liftInService(seed, code, FLOORS, at)),
  'demo-lifelines': ({ seed }, { code }, at) => lifelineAtRest(seed, LIFELINE_KIND[code.slice(0, 3)] ?? 'ponding', code, at).map((value) => ({ deviceCode: code, ...value })),
};

export const craneReadings = (deviceCode: string, { momentPct, load, radius, height, wind }: Pick<ReturnType<typeof craneAtWork>, 'momentPct' | 'load' | 'radius' | 'height' | 'wind'>): FieldReading[] => [
  { deviceCode, point: 'moment', unit: '%', value: momentPct }, { deviceCode, point: 'load', unit: 't', value: load }, { deviceCode, point: 'radius', unit: 'm', value: radius },
  { deviceCode, point: 'height', unit: 'm', value: height }, { deviceCode, point: 'wind', unit: 'm/s', value: wind },
];
export const liftReadings = (deviceCode: string, { floor, running, doorOpen, people, trapped }: ReturnType<typeof liftInService>): FieldReading[] =>
  Object.entries({ floor, running, 'door-open': doorOpen, people, trapped }).map(([point, value]) => ({ deviceCode, point, unit: '', value }));

/** Faults that began or ended since the last message. */
const liftEvents = ({ seed }: LineWorld, devices: readonly FieldDevice[], before: number, at: number): Pushed['events'] =>
  devices.flatMap(({ code }) => {
    const [was, is] = [liftFault(seed, code, before), liftFault(seed, code, at)];
    if (was?.code === is?.code) return [];
    return [...(was ? [{ regCode: code, ...was, over: true }] : []), ...(is ? [{ regCode: code, ...is, over: false }] : [])];
  });

const line = (id: PushedLine, every: number, devices: (city: City) => FieldDevice[]): Line => ({
  id,
  devices,
  speak: (world) => {
    const { stage, city } = world;
    let before = stage.now();
    let pitsAt = -Infinity;
    return [keepTalking(stage, {
      open: () => Promise.resolve(id),
      every,
      say: async () => {
        const at = stage.now();
        const pits = at - pitsAt >= PIT_EVERY_MS;
        if (pits) pitsAt = at;
        const speaking = devices(city).filter(({ code }) => !world.onStage(code) && (pits || !code.startsWith('PIT')));
        const events = id === 'demo-lifts' ? liftEvents(world, speaking, before, at) : [];
        before = at;
        const readings = speaking.flatMap((each) => everyday[id](world, each, at));
        if (readings.length) await world.push(id, { readings, events }, at);
      },
      close: () => undefined,
    })];
  },
});

/** The sources whose devices post, and how often (milliseconds). */
export const PUSHED_LINES: readonly Line[] = [
  line('demo-gas', 20_000, gasDevices),
  line('demo-cranes', 10_000, craneDevices),
  line('demo-gates', 60_000, gateDevices),
  line('demo-lifts', 30_000, liftDevices),
  line('demo-lifelines', 30_000, lifelineDevices),
];
