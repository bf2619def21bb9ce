import { readFileSync } from 'node:fs';
import { measureDust } from './dust.js';
import type { LineStage } from './talk.js';
import { driveVehicles } from './vehicles.js';
import { sailVessels } from './vessels.js';
import { watchBuildings } from './fire-units.js';

/** The devices of each demo line, by the kind of source they speak to. */
const DEVICES: Record<string, (port: number, seed: number, stage: LineStage) => Promise<void>[]> = { jt808: driveVehicles, ais: sailVessels, hj212: measureDust, gbt26875: watchBuildings };

interface DemoLine {
  kind: string;
  port: number;
}

/** The lines a file of the aggregator names (`demo-lines.json`); none when there is no such file, as with a server that is no demo. */
export const linesIn = (path: string): DemoLine[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const { lines } = JSON.parse(text) as { lines?: unknown };
  return (Array.isArray(lines) ? lines : []).filter((line): line is DemoLine => typeof (line as DemoLine | null)?.kind === 'string' && Number.isInteger((line as DemoLine).port));
};

/** Lets the devices of all these lines speak until stopped; resolves when the last has said goodbye. */
export const speakOn = async (lines: readonly DemoLine[], seed: number, stage: LineStage): Promise<void> => {
  await Promise.all(lines.flatMap(({ kind, port }) => DEVICES[kind]?.(port, seed, stage) ?? []));
};
