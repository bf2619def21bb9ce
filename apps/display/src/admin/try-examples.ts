import type { SourceKind, SourceView } from '@one-screen/contracts';
import { doorSample } from './source-samples';

/** Frames of made-up devices, as a maker would hand them over: a report of a terminal, an alarm of a fire device, readings of a dust station, a ship. */
const FRAMES: Partial<Record<SourceKind, string>> = {
  jt808: '7e 02 00 40 1c 01 00 00 00 00 01 38 00 00 00 01 00 01 00 00 00 01 00 00 00 03 01 b8 37 50 07 38 4c 10 00 00 01 a4 00 5a 26 11 25 08 00 00 3c 7e',
  gbt26875: '40 40 01 00 01 01 20 3a 09 1a 09 0c 79 03 00 00 00 00 38 5b 01 00 00 00 30 00 02 02 01 01 01 28 0a 00 02 00 02 00 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 00 00 00 00 00 00 00 00 00 00 00 02 3a 09 1a 09 0c 46 23 23',
  hj212: '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0',
  ais: '!AIVDM,1,1,,A,168rO0@0?w8bkl0@Nd0>4?vD0000,0*1C',
};

const payload = (kind: SourceKind, at: number): unknown => {
  const time = new Date(at).toISOString();
  if (kind === 'http') return { time, cranes: [{ id: 'TC-1', momentPercent: 92.5 }, { id: 'TC-2', momentPercent: 41 }] };
  if (kind === 'mqtt') return { lift: 'LIFT-7', trapped: true, ts: time };
  return [{ gate: 'GATE-E', count: 1280, time }, { gate: 'GATE-W', count: '960', time }];
};

/** A sample of a kind that goes with its example options; empty for kinds that have none to paste. `at` is epoch milliseconds. */
export const trySampleOf = (kind: SourceKind, options: Record<string, unknown>, sector: string, at: number): string => {
  if (kind === 'cap') return doorSample('cap', sector, at);
  if (options['format'] === 'senml') return JSON.stringify([{ bn: 'WELL-3/', bt: Math.round(at / 1000), n: 'methane', u: '%LEL', v: 12.5 }, { n: 'temp', u: 'Cel', v: 21.4 }], null, 2);
  if (kind === 'http' || kind === 'mqtt' || kind === 'http-pull') return options['mapping'] === undefined ? doorSample('alarms', sector, at) : JSON.stringify(payload(kind, at), null, 2);
  return FRAMES[kind] ?? '';
};

/** What to test-send as a source that measures: the last it sent, when that is here whole, else an example. `at` is epoch milliseconds. */
export const signalSample = ({ kind, options, sector, goodMessages = [] }: Pick<SourceView, 'kind' | 'options' | 'sector' | 'goodMessages'>, at: number): string => {
  for (const { excerpt } of goodMessages) {
    try {
      return JSON.stringify(JSON.parse(excerpt), null, 2);
    } catch {
      // Kept only in part; the next may be shorter.
    }
  }
  return trySampleOf(kind, options ?? {}, sector, at);
};
