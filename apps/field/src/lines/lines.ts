import { readFileSync } from 'node:fs';
import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { dustDevices, measureDust } from './dust.js';
import { fireDevices, watchBuildings } from './fire-units.js';
import type { DemoLine, Line, LineWorld } from './line.js';
import { plantDevices, runPlants } from './plants.js';
import { PUSHED_LINES } from './pushed.js';
import { driveVehicles, vehicleDevices } from './vehicles.js';
import { sailVessels, vesselDevices } from './vessels.js';
import { WARNING_LINE } from './warnings.js';

const own = (id: string, devices: Line['devices'], speak: (world: LineWorld, line: DemoLine) => Promise<void>[]): Line => ({ id, devices, speak: (world, line) => (line ? speak(world, line) : []) });

/** The devices of every demo source. A new one is one line here. */
export const LINES: readonly Line[] = [
  own('demo-vehicles', vehicleDevices, ({ seed, stage }, { port }) => driveVehicles(port, seed, stage)),
  own('demo-vessels', vesselDevices, ({ seed, stage, onStage }, { port }) => sailVessels(port, seed, stage, onStage)),
  own('demo-dust', dustDevices, ({ seed, stage }, { port }) => measureDust(port, seed, stage)),
  own('demo-fire-units', fireDevices, ({ seed, stage }, { port }) => watchBuildings(port, seed, stage)),
  own('demo-plants', plantDevices, runPlants),
  ...PUSHED_LINES,
  WARNING_LINE,
];

/** Every device of the demo and whose it is. */
export const allDevices = (city: City, seed: number): FieldDevice[] => LINES.flatMap(({ devices }) => devices(city, seed));

/** The lines a file of the aggregator names (`demo-lines.json`); none when there is no such file, as with a server that is no demo. */
export const linesIn = (path: string): DemoLine[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const { lines } = JSON.parse(text) as { lines?: unknown };
  return (Array.isArray(lines) ? lines : []).filter((line): line is DemoLine => typeof (line as DemoLine | null)?.id === 'string' && Number.isInteger((line as DemoLine).port));
};

/** Lets the devices of all these lines speak until stopped (none without lines: then it is no demo); resolves when the last has said goodbye. */
export const speakOn = async (lines: readonly DemoLine[], world: LineWorld): Promise<void> => {
  if (!lines.length) return;
  await Promise.all(LINES.flatMap((line) => line.speak(world, lines.find(({ id }) => id === line.id))));
};
