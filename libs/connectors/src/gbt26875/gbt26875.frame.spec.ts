import fc from 'fast-check';
import { answerTo, COMMANDS, decodeTime, encodePacket, encodeTime, faultOf, isAddress, parseHead, parsePacket, type Packet } from './gbt26875.frame.js';
import { gbt26875Framer } from './gbt26875.framer.js';
import { CLOCK_SYNC, CONFIRM, DENY, DUTY_ANSWER, DUTY_CHECK, FIRE, hex, MAINS_FAULT, REAL_FIRE, SENT_AT, VECTORS } from './gbt26875.vectors.js';

const packetOf = (bytes: Buffer): Packet => {
  const parsed = parsePacket(bytes);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.packet;
};
const time = fc.integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2099, 11, 30) / 1000 }).map((seconds) => seconds * 1000);
const address = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(String);
const byte = fc.integer({ min: 0, max: 255 });
const anyPacket: fc.Arbitrary<Packet> = fc.record({
  serial: fc.integer({ min: 0, max: 0xffff }), version: fc.record({ main: byte, user: byte }), sentAt: fc.option(time, { nil: undefined }), source: address, destination: address, command: byte,
  unit: fc.uint8Array({ maxLength: 1024 }).map((bytes) => Buffer.from(bytes)),
});
/** Pushes bytes in pieces of these sizes, over and over. */
const pushed = (bytes: Buffer, sizes: number[]) => {
  const framer = gbt26875Framer();
  const cuts = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    cuts.push(...framer.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return cuts;
};
const frames = (cuts: ReturnType<typeof pushed>): Buffer[] => cuts.flatMap((cut) => (cut.ok ? [cut.frame] : []));

describe('a packet', () => {
  it.each(VECTORS)('%s: is right, and is written as it was read', (_name, bytes) => {
    expect(faultOf(bytes)).toBeUndefined();
    expect(encodePacket(packetOf(bytes))).toEqual(bytes);
  });

  it('has the fields of the fire in the transcription', () => {
    expect(packetOf(FIRE)).toMatchObject({ serial: 1, version: { main: 1, user: 1 }, sentAt: SENT_AT, source: '889', destination: '88888', command: COMMANDS.data });
    expect(packetOf(FIRE).unit).toHaveLength(48);
    expect(packetOf(REAL_FIRE)).toMatchObject({ serial: 0, source: '0', sentAt: Date.parse('2020-10-22T17:13:24+08:00') });
    expect(packetOf(MAINS_FAULT).unit).toEqual(hex('15 01 08 02 3A 09 1A 09 0C'));
    expect(packetOf(DUTY_ANSWER).unit).toHaveLength(10);
  });

  it('is confirmed and denied with its serial and swapped addresses', () => {
    const asked = packetOf(FIRE);
    const at = Date.parse('2012-09-26T09:58:35+08:00');
    expect(answerTo(asked, COMMANDS.confirm, at)).toEqual(CONFIRM);
    expect(answerTo(asked, COMMANDS.deny, at)).toEqual(DENY);
    expect(packetOf(CLOCK_SYNC)).toMatchObject({ source: '88888', destination: '889', command: COMMANDS.control });
    expect(packetOf(DUTY_CHECK).unit).toEqual(hex('5B 01 0A'));
  });

  it('is read as it was written, whatever it carries', () => {
    fc.assert(fc.property(anyPacket, (packet) => expect(packetOf(encodePacket(packet))).toEqual(packet)));
  });

  it('says what is wrong with it', () => {
    const wrong = Buffer.from(FIRE);
    wrong[30] = 0x77;
    expect(parsePacket(wrong)).toMatchObject({ ok: false, error: expect.stringContaining('sum') });
    const real = Buffer.from(REAL_FIRE);
    real[real.length - 3] = 0x43;
    expect(parsePacket(real)).toEqual({ ok: false, error: '校验和不符：应为 83，报文为 67 / sum is 83, not 67' });
    expect(parsePacket(FIRE.subarray(0, 20))).toMatchObject({ ok: false });
    expect(parsePacket(FIRE.subarray(1))).toMatchObject({ ok: false });
    expect(parsePacket(FIRE.subarray(0, -1))).toMatchObject({ ok: false });
    expect(parseHead(FIRE.subarray(0, 20))).toBeUndefined();
    expect(() => encodePacket({ ...packetOf(FIRE), unit: Buffer.alloc(1025) })).toThrow(RangeError);
    expect(() => encodePacket({ ...packetOf(FIRE), source: '-1' })).toThrow(RangeError);
    expect(isAddress('281474976710655') && !isAddress('281474976710656') && !isAddress('007')).toBe(true);
  });

  it.each([['no such day', '02 3A 09 1F 09 0C'], ['all zero', '00 00 00 00 00 00'], ['BCD seconds', '59 3B 17 1A 09 64'], ['cut short', '02 3A']])('has no time when that is %s', (_name, bytes) => {
    expect(decodeTime(hex(bytes), 0)).toBeUndefined();
  });

  it('has time in whole seconds, GMT+8', () => {
    fc.assert(fc.property(time, (at) => expect(decodeTime(encodeTime(at), 0)).toBe(at)));
    expect(encodeTime(Number.NaN)).toEqual(Buffer.alloc(6));
  });
});

describe('cutting a connection into packets', () => {
  it('does not depend on how the bytes arrive', () => {
    const all = Buffer.concat(VECTORS.map(([, bytes]) => bytes));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      const cuts = pushed(all, sizes);
      expect(cuts.every((cut) => cut.ok)).toBe(true);
      expect(frames(cuts)).toEqual(VECTORS.map(([, bytes]) => bytes));
    }), { numRuns: 40 });
  });

  it('takes a packet whole that carries 40 40 and 23 23', () => {
    const tricky = encodePacket({ ...packetOf(FIRE), unit: hex('40 40 23 23 40 40 01 00 40 40') });
    expect(frames(pushed(Buffer.concat([tricky, FIRE]), [1]))).toEqual([tricky, FIRE]);
  });

  it('tells of a packet with a wrong sum as a whole, so that it can be denied', () => {
    const wrong = Buffer.from(FIRE);
    wrong[30] = 0x77;
    const cuts = gbt26875Framer().push(Buffer.concat([Buffer.from('noise'), wrong, FIRE]));
    expect(cuts).toMatchObject([{ ok: false, bytes: Buffer.from('noise') }, { ok: false, bytes: wrong }, { ok: true, frame: FIRE }]);
  });

  it('gives a beginning without its end up as soon as a right packet follows', () => {
    const endless = encodePacket({ ...packetOf(FIRE), unit: Buffer.alloc(1024) }).subarray(0, 60);
    expect(frames(gbt26875Framer().push(Buffer.concat([endless, FIRE])))).toEqual([FIRE]);
    const framer = gbt26875Framer();
    expect(framer.push(endless)).toEqual([]);
    expect(framer.push(FIRE)).toMatchObject([{ ok: false, bytes: endless }, { ok: true }]);
  });

  it('loses no byte of a run of 40s before a packet and tells of it once', () => {
    const cuts = gbt26875Framer().push(Buffer.concat([Buffer.alloc(5000, 0x40), FIRE]));
    expect(frames(cuts)).toEqual([FIRE]);
    expect(cuts).toHaveLength(2);
  });

  it('finds the next good packet after any garbage and after any damaged packet, in any pieces', () => {
    const damaged = fc.tuple(anyPacket, fc.array(fc.tuple(fc.nat(), byte), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 1054 })).map(([packet, changes, length]) => {
      const bytes = encodePacket(packet);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return bytes.subarray(0, length);
    });
    const garbage = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const heads = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.concat([Buffer.from([0x40, 0x40]), bytes]));
    fc.assert(fc.property(fc.array(fc.oneof(damaged, garbage, heads), { maxLength: 5 }), anyPacket, fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }), (before, packet, sizes) => {
      const good = encodePacket(packet);
      const bytes = Buffer.concat([...before, good]);
      const cuts = pushed(bytes, sizes);
      expect(frames(cuts).some((frame) => frame.equals(good))).toBe(true);
      const told = cuts.reduce((sum, cut) => sum + (cut.ok ? cut.frame : cut.bytes).length, 0);
      expect(told).toBe(bytes.length);
    }), { numRuns: 300 });
  });
});
