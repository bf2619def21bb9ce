import { craneReadings } from '../lines/pushed.js';
import type { Cast } from './cast.js';
import { between, type Act, type Moment, type Said, type Scene } from './scene.js';
import { warningXml, type WarningColour } from './warning-xml.js';

const COLOURS: readonly WarningColour[] = ['Blue', 'Yellow', 'Orange', 'Red'];
/** Ponding must stand at a depth for a minute (rule city.ponding). */
const PONDING_MS = 66_000;
/** A crane let go in the wind, its hook empty: tonnes, % of rated moment, metres. */
const AT_REST = { load: 0.2, momentPct: 0.5, radius: 20, height: 30 };

/**
 * A typhoon: the warning on the header rises blue, yellow, orange, red, each replacing the last (national warning XML); wind stops the
 * cranes (12 m/s, orange); water rises on the road past 15, 27 and 40 cm. `startedAt` (epoch milliseconds) makes the warnings' numbers.
 */
export const typhoon = ({ cranes, ponding: [low, high], outline }: Cast, startedAt: number): Scene => {
  const numberOf = (index: number): string => `${AGENCY}_${stamp(startedAt)}_${index + 1}`;
  const warn = (index: number) => ({ at }: Moment): Said[] => {
    const before = index > 0 ? numberOf(index - 1) : undefined;
    return [{ by: 'warning', xml: warningXml({ number: numberOf(index), type: before ? 'Update' : 'Alert', colour: COLOURS[index] ?? 'Red', references: before, outline, at }) }];
  };
  const weather = (wind: readonly [number, number], deep: readonly [number, number], shallow: readonly [number, number]) => (moment: Moment): Said[] => [
    { by: 'pushed', source: 'demo-cranes', message: { readings: cranes.flatMap(({ code }, index) => craneReadings(code, { ...AT_REST, wind: between(moment, ...wind, 0.3) - 0.2 * index })) } },
    { by: 'pushed', source: 'demo-lifelines', message: { readings: [[low, deep] as const, [high, shallow] as const].flatMap(([device, depth]) => (device ? [{ deviceCode: device.code, point: 'ponding-depth', unit: 'cm', value: between(moment, ...depth, 0.2) }] : [])) } },
  ];
  const act = (zh: string, en: string, go: Act['go'], begin?: Act['begin'], [seconds, atLeastMs]: readonly [number, number] = [40, 3_000]): Act => ({ note: { zh, en }, seconds, atLeastMs, begin, go });
  return {
    name: 'typhoon',
    title: { zh: '台风：预警升级、塔机停工、道路积水', en: 'Typhoon: warnings rise, cranes stop, roads flood' },
    devices: [...cranes.map(({ code }) => code), ...(low ? [low.code] : []), ...(high ? [high.code] : [])],
    acts: [
      act('台风蓝色预警', 'Typhoon warning, blue', weather([6, 8], [1, 3], [1, 2]), warn(0)),
      act('台风黄色预警，风力加大', 'Yellow, the wind rises', weather([8, 10.5], [3, 8], [2, 4]), warn(1)),
      act('台风橙色预警，塔机处风速超过 12 m/s，应停止吊装', 'Orange, beyond 12 m/s at the cranes', weather([10.5, 15], [8, 20], [4, 8]), warn(2)),
      act('台风红色预警，积水超过 27 cm', 'Red, 27 cm of water', weather([15, 19], [20, 33], [8, 13]), warn(3)),
      act('积水超过 40 cm', 'Beyond 40 cm of water', weather([19, 20], [33, 44], [13, 14]), undefined, [20, 3_000]),
      act('水深持续满 1 分钟：黄、橙、红逐级', 'It stands for a minute: yellow, orange, red in turn', weather([20, 20], [44, 44], [14, 14]), undefined, [40, PONDING_MS]),
    ],
    end: [
      act('台风预警解除，风雨减弱', 'The warning is cancelled, the wind falls', weather([20, 6], [44, 3], [14, 2]), ({ at }) => [{ by: 'warning', xml: warningXml({ number: numberOf(COLOURS.length), type: 'Cancel', colour: 'Red', references: numberOf(COLOURS.length - 1), at }) }], [60, 5_000]),
      act('积水退去、风速正常满 5 分钟，消警', 'Dry and calm for five minutes: the alarms clear', weather([6, 5], [3, 2], [2, 1]), undefined, [320, 320_000]),
    ],
  };
};

/** Division code 331082 and a made-up agency (GB/T 35965.1-2018: 14 digits, then the time of sending). */
const AGENCY = '33108241600000';
const stamp = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
