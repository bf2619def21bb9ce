import { craneReadings } from '../lines/pushed.js';
import type { Cast } from './cast.js';
import { between, type Act, type Moment, type Said, type Scene } from './scene.js';

/** Rated moment of the crane, tonne-metres, and where the hook hangs. */
const RATED = 80;
const RADIUS = 29;
const WIND = 4.2;

/** A tower crane lifts too much: its moment passes 90 (yellow), 100 (orange) and 105 % (red). GB 5144; grades of domain.md section 1. */
export const overload = ({ cranes: [crane] }: Cast): Scene => {
  if (!crane) throw new Error('the demo city has no crane');
  const lift = (moment: readonly [number, number], height: readonly [number, number]) => (now: Moment): Said[] => {
    const momentPct = between(now, ...moment, 0.4);
    return [{ by: 'pushed', source: 'demo-cranes', message: { readings: craneReadings(crane.code, { momentPct, load: (momentPct / 100) * (RATED / RADIUS), radius: RADIUS, height: between(now, ...height), wind: WIND }) } }];
  };
  const act = (zh: string, en: string, seconds: number, moment: readonly [number, number], height: readonly [number, number], atLeastMs = 6_000): Act => ({ note: { zh, en }, seconds, atLeastMs, go: lift(moment, height) });
  return {
    name: 'overload',
    title: { zh: `塔机超力矩：${crane.name.replace('塔机黑匣子', '')}`, en: 'A tower crane beyond its moment' },
    devices: [crane.code],
    acts: [
      act('塔机正常起吊', 'An ordinary lift', 10, [62, 74], [2, 6]),
      act('力矩超过 90%：黄色预警', 'Beyond 90 %: yellow', 20, [74, 96], [6, 10]),
      act('力矩超过 100%：橙色，应切断上升电源', 'Beyond 100 %: orange', 20, [96, 103], [10, 11]),
      act('力矩超过 105%：红色', 'Beyond 105 %: red', 20, [103, 108], [11, 11]),
    ],
    end: [
      act('放下吊物，力矩回落', 'The load is set down', 10, [108, 40], [11, 1]),
      act('力矩正常满 10 秒，消警', 'Normal for ten seconds: the alarm clears', 20, [40, 22], [1, 1], 18_000),
    ],
  };
};
