import { bad, bytesOfHex, frameAt, NO_FRAME, type SampleReader } from '../sample/sample.js';
import type { Hj212Options } from './hj212.connector.js';
import { decodeFrame } from './hj212.frame.js';
import { hj212Framer } from './hj212.framer.js';
import { hj212Packages } from './hj212.packages.js';
import { signalsOf } from './hj212.signals.js';

/** Frames as text (`##0123…`), as a station sends them, or as hex. Line ends that a form has changed are put right. */
export const readHj212Sample: SampleReader = (options, sample, now) => {
  const { units = {}, key } = options as Partial<Hj212Options>;
  const secret = key === undefined ? undefined : Buffer.from(key, 'hex');
  const bytes = sample.trimStart().startsWith('##') ? Buffer.from(`${sample.trim().replace(/\r?\n/g, '\r\n')}\r\n`) : bytesOfHex(sample);
  const packages = hj212Packages(() => undefined);
  const cuts = hj212Framer().push(bytes);
  const elements = cuts.flatMap((cut, index) => {
    if (!cut.ok) return [bad(frameAt(index), cut.error)];
    const read = decodeFrame(cut.frame, secret);
    if (!read.ok) return [bad(frameAt(index), read.error)];
    const joined = packages.add(read.frame, now);
    if (joined.kind === 'bad') return [bad(frameAt(index), joined.error)];
    return joined.kind === 'part' ? [] : signalsOf(joined.frame, units, now);
  });
  return { elements, notes: cuts.length ? [] : [NO_FRAME] };
};
