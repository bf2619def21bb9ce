import type { ModbusOptions } from '@one-screen/connectors';

type Point = ModbusOptions['points'][number];

/** What stands in the two plants of the demo: tanks with their pressure vessels, and fixed gas detectors. */
const PLANTS = [
  { plant: 'A', tanks: 2, combustible: 3, toxic: 1 },
  { plant: 'B', tanks: 1, combustible: 2, toxic: 0 },
] as const;

const each = <T>(count: number, make: (number: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index + 1));
const number = (plant: string, kind: string, nth: number): string => `${kind}-${plant}-${String(nth).padStart(2, '0')}`;

/** The register map of the demo's controller: tenths of a percent, one register each, and a contact for the high-high interlock 联锁 of each tank (domain.md section 1: 联锁动作红). */
export const plantPoints = (): Point[] => {
  let address = 0;
  const tenths = (deviceCode: string, point: string, unit: string): Point => ({ address: address++, register: 'holding', type: 'u16', scale: 0.1, point, unit, deviceCode });
  const points = PLANTS.flatMap(({ plant, tanks, combustible, toxic }) => [
    ...each(tanks, (nth) => number(plant, 'TANK', nth)).flatMap((code) => [tenths(code, 'tank-level', '%'), tenths(code, 'pressure-share', '%')]),
    ...each(combustible, (nth) => tenths(number(plant, 'GDS', nth), 'combustible-gas', '%LEL')),
    ...each(toxic, (nth) => tenths(number(plant, 'TOX', nth), 'toxic-gas', '%OEL')),
  ]);
  const contacts = PLANTS.flatMap(({ plant, tanks }) => each(tanks, (nth) => number(plant, 'TANK', nth)))
    .map((deviceCode, index): Point => ({ address: index, register: 'discrete', type: 'bool', point: 'high-high', deviceCode, alarm: { level: 'red', title: '储罐高高液位联锁动作' } }));
  return [...points, ...contacts];
};
