import fc from 'fast-check';
import type { Cut } from '../tcp/tcp.listener.js';
import { checkOf, encodeFrame, escaped, FLAG, parseFrame, unescaped, type Jt808Frame } from './jt808.frame.js';
import { createJt808Framer } from './jt808.framer.js';
import { readGeneralAnswer, readRegisterAnswer } from './jt808.messages.js';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const framesIn = (cuts: Cut[]): Buffer[] => cuts.flatMap((cut) => (cut.ok ? [cut.frame] : []));
const only = (text: string): Jt808Frame => {
  const [cut] = createJt808Framer().push(hex(text));
  const read = cut?.ok ? parseFrame(cut.frame) : undefined;
  if (!read?.ok) throw new Error(read?.error ?? 'no frame');
  return read.frame;
};

const word = fc.integer({ min: 0, max: 0xffff });
const bytes = (max: number) => fc.uint8Array({ maxLength: max }).map((array) => Buffer.from(array));
const phone = (digits: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }).map(String);
const part = fc.option(fc.integer({ min: 1, max: 0xffff }).chain((total) => fc.record({ total: fc.constant(total), index: fc.integer({ min: 1, max: total }) })), { nil: undefined });
const frame: fc.Arbitrary<Jt808Frame> = fc.oneof(
  fc.record({ id: word, version: fc.constant('2013' as const), protocolVersion: fc.constant(0), phone: phone(12), serial: word, encryption: fc.integer({ min: 0, max: 7 }), part, body: bytes(1023) }),
  fc.record({ id: word, version: fc.constant('2019' as const), protocolVersion: fc.integer({ min: 0, max: 255 }), phone: phone(20), serial: word, encryption: fc.integer({ min: 0, max: 7 }), part, body: bytes(1023) }),
);

describe('a JT/T 808 frame', () => {
  it('of 2013 with both escapes is read as the README of the vector says', () => {
    const read = only('7E 02000026 123456789012 007D02 00000001 00000002 00BA7F0E 07E4F11C 0028 003C 0000 181015101010 01040000 0064 0202007D01 13 7E');
    expect(read).toMatchObject({ id: 0x0200, version: '2013', phone: '123456789012', serial: 126, encryption: 0 });
    expect([read.body.length, read.part]).toEqual([38, undefined]);
  });

  it('of 2019 is told by bit 14', () => {
    const read = only('7e02004026010000000001391234432900000000006f0000001601dc9a0707456246007b004200032501292233440202006401040000000c417e');
    expect(read).toMatchObject({ id: 0x0200, version: '2019', protocolVersion: 1, phone: '13912344329', serial: 0 });
  });

  it('with an answer is read', () => {
    expect(readGeneralAnswer(only('7e8001000501234567890100007fff0002008e7e').body)).toEqual({ ok: true, value: { serial: 32_767, id: 2, result: 0 } });
    expect(readRegisterAnswer(only('7e8100000e01234567890100000000003132333435363738393031377e').body)).toEqual({ ok: true, value: { serial: 0, result: 0, code: '12345678901' } });
    expect(only('7e0002000001234567890100008a7e')).toMatchObject({ id: 2, phone: '12345678901', body: Buffer.alloc(0) });
    expect(readGeneralAnswer(only('7e000100050123456789017fff007b01c803bd7e').body)).toEqual({ ok: true, value: { serial: 123, id: 0x01c8, result: 3 } });
  });

  it.each([
    ['too short', '0200', undefined],
    ['with letters for a phone number', '0002 0000 01234567890a 0001', undefined],
    ['shorter than it declares', '0002 0001 012345678901 0001', { id: 2, serial: 1, phone: '12345678901' }],
    ['with piece 3 of 2', '0002 2000 012345678901 0001 0002 0003', { id: 2 }],
    ['split, but too short for it', '0002 2000 012345678901 0001', undefined],
  ])('%s is an error in words, with the header as far as it is known', (_name, text, header) => {
    const read = parseFrame(hex(text));
    expect(read).toMatchObject({ ok: false, error: expect.any(String) as unknown, ...(header && { header }) });
  });

  it('comes back from its bytes as it was', () => {
    fc.assert(fc.property(frame, (one) => {
      const cuts = createJt808Framer().push(encodeFrame(one));
      expect(cuts).toHaveLength(1);
      expect(framesIn(cuts).map(parseFrame)).toEqual([{ ok: true, frame: one }]);
    }));
  });

  it('is never encoded wrongly: what does not fit is refused', () => {
    const good: Jt808Frame = { id: 2, version: '2013', protocolVersion: 0, phone: '1', serial: 0, encryption: 0, body: Buffer.alloc(0) };
    expect(() => encodeFrame({ ...good, body: Buffer.alloc(1024) })).toThrow(RangeError);
    expect(() => encodeFrame({ ...good, phone: '1234567890123' })).toThrow(RangeError);
  });

  it('never holds a flag once escaped', () => {
    fc.assert(fc.property(bytes(200), (some) => {
      expect(escaped(some).includes(FLAG)).toBe(false);
      expect(unescaped(escaped(some))).toEqual(some);
    }));
  });
});

describe('the framer', () => {
  const good = hex('7e0002000001234567890100008a7e');

  it('takes frames that share a flag, and those that do not', () => {
    expect(framesIn(createJt808Framer().push(Buffer.concat([good, good.subarray(1), good])))).toHaveLength(3);
  });

  it('tells of a wrong check byte and of a wrong escape', () => {
    const cuts = createJt808Framer().push(hex('7e0002000001234567890100008b7e 7e7d037e'));
    expect(cuts).toMatchObject([{ ok: false, error: '校验码不符 / the check byte is wrong' }, { ok: false, error: expect.stringContaining('escape') as unknown }]);
  });

  it('holds no more than a frame: what is longer is bad, piece by piece, to the next flag', () => {
    const framer = createJt808Framer();
    const cuts = [framer.push(Buffer.alloc(3000, 1)), framer.push(Buffer.alloc(100, 1)), framer.push(Buffer.alloc(50, 1)), framer.push(good)].flat();
    expect(cuts.map((cut) => (cut.ok ? 'frame' : cut.bytes.length))).toEqual([3000, 100, 50, 'frame']);
  });

  it('finds the next good frame after any bytes, however they are cut', () => {
    const mutated = fc.tuple(frame, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([one, at, byte]) => {
      const wire = encodeFrame(one);
      wire[at % wire.length] = byte;
      return wire;
    });
    const noise = fc.array(fc.oneof(bytes(300), mutated, bytes(3000)), { maxLength: 6 }).map((pieces) => Buffer.concat(pieces));
    fc.assert(fc.property(noise, frame, fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 30 }), (before, next, sizes) => {
      const wire = Buffer.concat([before, encodeFrame(next)]);
      const framer = createJt808Framer();
      const cuts: Cut[] = [];
      let at = 0;
      for (const size of [...sizes, wire.length]) {
        cuts.push(...framer.push(wire.subarray(at, at + size)));
        at += size;
      }
      const last = cuts.at(-1);
      expect(last?.ok && parseFrame(last.frame)).toEqual({ ok: true, frame: next });
      for (const cut of framesIn(cuts)) parseFrame(cut);
    }));
  });

  it('proves the check byte over header and body', () => {
    expect(checkOf(hex('000200000123456789010000'))).toBe(0x8a);
  });
});
