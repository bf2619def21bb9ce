import type { Bilingual, Parsed, Signal } from '@one-screen/domain';
import { bad, bytesOfHex, frameAt, good, NO_FRAME, type SampleReader } from '../sample/sample.js';
import type { Jt808Options } from './jt808.connector.js';
import { parseFrame, type Jt808Frame } from './jt808.frame.js';
import { createJt808Framer } from './jt808.framer.js';
import { readLocation } from './jt808.location.js';
import { MESSAGE, readBatch, readRegistration } from './jt808.messages.js';
import { createPartJoiner } from './jt808.packets.js';
import { signalsOf, type Reporter } from './jt808.signals.js';

const NONE_STANDS = { bits: 0, known: true };

/** Frames as hex: what each report says of a terminal that has signed on and has no alarm standing. */
export const readJt808Sample: SampleReader = (options, sample, now) => {
  const { coordinates = 'wgs84', speedLimits = {} } = options as Partial<Jt808Options>;
  const joiner = createPartJoiner(() => undefined);
  const plates = new Map<string, string>();
  const notes: Bilingual[] = [];

  const reporterOf = ({ phone, version }: Jt808Frame): Reporter => {
    const plate = plates.get(phone);
    const speedLimit = speedLimits[plate ?? ''] ?? speedLimits[phone] ?? speedLimits['default'];
    return { deviceCode: phone, version, coordinates, ...(plate !== undefined && { plate }), ...(speedLimit !== undefined && { speedLimit }) };
  };
  const said = (frame: Jt808Frame, at: string): Parsed<Signal>[] => {
    const status = (name: string): Parsed<Signal>[] => [good({ kind: 'status', deviceCode: frame.phone, status: name, at: now })];
    switch (frame.id) {
      case MESSAGE.register: {
        const read = readRegistration(frame.body, frame.version);
        if (!read.ok) return [bad(at, read.error)];
        plates.set(frame.phone, read.value.plate);
        return status('registered');
      }
      case MESSAGE.authenticate: return status('signed-on');
      case MESSAGE.heartbeat: return status('heartbeat');
      case MESSAGE.logout: return status('signed-off');
      case MESSAGE.location: {
        const read = readLocation(frame.body);
        return read.ok ? signalsOf(read.value, reporterOf(frame), NONE_STANDS, false, now).batch : [bad(at, read.error)];
      }
      case MESSAGE.batch: {
        const read = readBatch(frame.body);
        if (!read.ok) return [bad(at, read.error)];
        const { reports, backfill } = read.value;
        return reports.flatMap((one, index) => (one.ok ? signalsOf(one.value, reporterOf(frame), NONE_STANDS, backfill, now).batch : [bad(`${at}[${index}]`, one.error)]));
      }
    }
    notes.push({ zh: `消息 0x${frame.id.toString(16).padStart(4, '0')} 不含信号`, en: `Message 0x${frame.id.toString(16).padStart(4, '0')} holds no signals` });
    return [];
  };

  const cuts = createJt808Framer().push(bytesOfHex(sample));
  const elements = cuts.flatMap((cut, index) => {
    const read = cut.ok ? parseFrame(cut.frame) : cut;
    if (!read.ok) return [bad(frameAt(index), read.error)];
    const { frame } = read;
    if (frame.encryption) return [bad(frameAt(index), `消息体已加密，加密方式 ${frame.encryption} / encrypted with method ${frame.encryption}`)];
    if (!frame.part) return said(frame, frameAt(index));
    const joined = joiner.push(frame, now);
    if (joined.state === 'refused') return [bad(frameAt(index), joined.error)];
    return joined.state === 'whole' ? said({ ...frame, body: joined.body }, frameAt(index)) : [];
  });
  return { elements, notes: cuts.length ? notes : [NO_FRAME] };
};
