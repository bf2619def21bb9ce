import type { Cast } from './cast.js';
import { between, type Act, type Moment, type Said, type Scene } from './scene.js';

/**
 * A leak at a chemical plant: one detector reaches the first limit (25 %LEL, yellow), the second (50 %LEL, orange), then its neighbour
 * follows: two points of one plant at the second limit are red. GB/T 50493-2019; colours of domain.md section 1.
 */
export const gasLeak = ({ gas: [near, far] }: Cast): Scene => {
  const show = (one: (moment: Moment) => number, two: (moment: Moment) => number) => (moment: Moment): Said[] => [{
    by: 'pushed',
    source: 'demo-gas',
    message: { readings: [[near, one] as const, [far, two] as const].map(([{ code }, value]) => ({ deviceCode: code, point: 'combustible-gas', unit: '%LEL', value: value(moment) })) },
  }];
  const act = (zh: string, en: string, seconds: number, one: readonly [number, number], two: readonly [number, number], atLeastMs = 3_000): Act =>
    ({ note: { zh, en }, seconds, atLeastMs, go: show((moment) => between(moment, ...one, 0.6), (moment) => between(moment, ...two, 0.6)) });
  return {
    name: 'gas-leak',
    title: { zh: `可燃气体泄漏：${near.name.replace(/无线.*$/u, '')}`, en: 'Gas leak at a chemical plant' },
    devices: [near.code, far.code],
    acts: [
      act('两台探测器示值正常', 'Both detectors show clean air', 8, [3, 3], [2, 2]),
      act('1号探测器上升，达一级报警 25%LEL：黄色', 'Detector 1 reaches 25 %LEL: yellow', 30, [3, 34], [2, 6]),
      act('1号探测器达二级报警 50%LEL：橙色', 'Detector 1 reaches 50 %LEL: orange', 30, [34, 58], [6, 14]),
      act('气体扩散，2号探测器达一级报警：黄色', 'Detector 2 reaches 25 %LEL: yellow', 25, [58, 61], [14, 35]),
      act('2号探测器达二级报警，同一单位两点：红色', 'Detector 2 reaches 50 %LEL, two points of one plant: red', 25, [61, 63], [35, 57]),
      act('泄漏持续', 'The leak goes on', 20, [63, 62], [57, 58]),
    ],
    end: [
      act('阀门关闭，浓度下降', 'The valve is shut, the air clears', 30, [62, 4], [58, 3]),
      act('示值正常满 1 分钟，消警', 'Clean for a minute: the alarms clear', 75, [4, 3], [3, 2], 75_000),
    ],
  };
};
