import { bad, bytesOfHex, frameAt, good, NO_FRAME, type SampleReader } from '../sample/sample.js';
import type { Gbt26875Options } from './gbt26875.connector.js';
import { COMMANDS, parsePacket } from './gbt26875.frame.js';
import { gbt26875Framer } from './gbt26875.framer.js';
import { signalReader } from './gbt26875.signals.js';
import { decodeUnit } from './gbt26875.units.js';

/** Packets as hex: what each data unit says of a device of which nothing stands yet. */
export const readGbt26875Sample: SampleReader = (options, sample, now) => {
  const { dutyCheck, deviceCodePrefix = '' } = options as Partial<Gbt26875Options>;
  const reader = signalReader(dutyCheck !== undefined);
  const cuts = gbt26875Framer().push(bytesOfHex(sample));
  const elements = cuts.flatMap((cut, index) => {
    const parsed = cut.ok ? parsePacket(cut.frame) : cut;
    if (!parsed.ok) return [bad(frameAt(index), parsed.error)];
    const { packet } = parsed;
    const device = `${deviceCodePrefix}${packet.source}`;
    if (!packet.unit.length) return [good({ kind: 'status', deviceCode: device, status: packet.command === COMMANDS.data ? 'heartbeat' : `command-${packet.command}`, at: packet.sentAt ?? now })];
    const { unit, error } = decodeUnit(packet.unit);
    return [...(unit ? reader.read(unit, { deviceCode: device, at: packet.sentAt ?? now }).batch : []), ...(error === undefined ? [] : [bad(`${frameAt(index)}.unit`, error)])];
  });
  return { elements, notes: cuts.length ? [] : [NO_FRAME] };
};
