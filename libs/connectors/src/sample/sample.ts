import type { Bilingual, Fault, Parsed, Signal } from '@one-screen/domain';

/** What a sample said: elements in order, and what else there is to know of it. */
export interface SampleRead {
  elements: Parsed<Signal>[];
  notes: Bilingual[];
}

/** Reads a pasted sample with a kind's checked options; `now` (epoch milliseconds) stands in where the sample has no time. Stores and remembers nothing. */
export type SampleReader = (options: unknown, sample: string, now: number) => SampleRead | Promise<SampleRead>;

/** A sample of which nothing at all can be read. */
export class SampleFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
    this.name = 'SampleFault';
  }
}

export const bad = (path: string, message: string): Parsed<Signal> => ({ ok: false, faults: [{ path, message }] });
export const good = (signal: Signal): Parsed<Signal> => ({ ok: true, signal });
/** Where the n-th frame of a sample is, in faults. */
export const frameAt = (index: number): string => `frame[${index}]`;

/** Bytes written as hex, with or without spaces, `0x` and line ends. Throws SampleFault. */
export const bytesOfHex = (sample: string): Buffer => {
  const digits = sample.replace(/0x/gi, '').replace(/[\s,;:-]+/g, '');
  const stranger = /[^0-9a-f]/i.exec(digits);
  if (stranger) throw new SampleFault({ path: 'sample', message: `不是十六进制：第 ${stranger.index + 1} 位 / not hex at digit ${stranger.index + 1}` });
  if (digits.length % 2) throw new SampleFault({ path: 'sample', message: `十六进制位数须为偶数，现为 ${digits.length} / an even number of hex digits is needed, got ${digits.length}` });
  return Buffer.from(digits, 'hex');
};

/** What only ends an alarm that stands says nothing by itself: it is counted, not listed. */
export const withoutIdleClears = ({ elements, notes }: SampleRead): SampleRead => {
  const said = elements.filter((element) => !(element.ok && element.signal.kind === 'alarm' && element.signal.onlyIfStanding));
  const idle = elements.length - said.length;
  return { elements: said, notes: idle ? [...notes, { zh: `另有 ${idle} 条恢复，只在相应告警存在时起作用`, en: `${idle} clears besides, which matter only while their alarms stand` }] : notes };
};

export const NO_FRAME: Bilingual = { zh: '样例中没有完整的一帧', en: 'There is no whole frame in the sample' };
