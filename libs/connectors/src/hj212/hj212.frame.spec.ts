import fc from 'fast-check';
import { decipher, encipher, fromCipherText, toCipherText } from './hj212.cipher.js';
import { crcOf, crcText } from './hj212.crc.js';
import { cpOf, decodeFrame, encodeFrame, flagOf, itemsOf, VERSIONS, versionOf, wantsAnswer, type Hj212Frame } from './hj212.frame.js';
import { hj212Framer } from './hj212.framer.js';
import { readStamp, stampOf } from './hj212.time.js';

const wire = (text: string): Buffer => Buffer.from(`${text}\r\n`, 'utf8');
/** Annex A of 2017, annex A.1 of 2025, and frames of real devices. */
const ANNEX_2017 = '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80';
const ANNEX_2025 = '##0087QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&2200';
const NO_FLAG = '##0109ST=32;CN=2011;PW=123456;MN=NJGDKYYC202101q0001w0001;CP=&&DataTime=20210305003817000;ele01-Rtd=1;ele02-Rtd=0&&8c41';
const AIR = '##0317QN=20191012133710130;ST=22;CN=2011;PW=123456;MN=Y80110010000010;Flag=4;CP=&&DataTime=20191012133710;a21005-Rtd=0.00,a21005-Flag=N;a21004-Rtd=0.00,a21004-Flag=N;a21007-Rtd=0.033,a21007-Flag=N;a21006-Rtd=0.036,a21006-Flag=N;a21001-Rtd=25.40,a21001-Flag=N;a21003-Rtd=101.94,a21003-Flag=N;a21002-Rtd=49.20,a21002-Flag=N&&cc01';
const WRONG_CRC = '##0136ST=32;CN=2011;PW=123456;MN=LD130133000015;CP=&&DataTime=20160824003817;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;060-Rtd=1.803,060-Flag=N&&4980';
const DUST = '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0';
const ANSWER = '##0087QN=20160801085857223;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&3240';
/** The key of the standard's example. */
const KEY = Buffer.alloc(16, 0x30);

const plain = (alphabet: string, most: number) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: most });
const letters = 'ABCXYZabcxyz0123456789';
const frames: fc.Arbitrary<Hj212Frame> = fc.record({
  qn: fc.date({ min: new Date('2005-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }).map((date) => stampOf(date.getTime(), 17)),
  st: fc.constantFrom('39', '22', '91'), cn: fc.constantFrom('2011', '2051', '9014'), pw: plain(letters, 12), mn: plain(letters, 24),
  flag: fc.integer({ min: 0, max: 255 }), pnum: fc.integer({ min: 1, max: 9999 }), pno: fc.integer({ min: 1, max: 9999 }),
  cp: fc.string({ unit: fc.constantFrom(...letters, ';', ',', '=', '-', '.', '&', '扬', '尘'), maxLength: 300 }),
}, { requiredKeys: ['st', 'cn', 'mn', 'cp'] });

const cutAt = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
};

describe('the check', () => {
  it('is that of the standard, not of Modbus', () => {
    expect([crcText(crcOf(Buffer.alloc(0))), crcText(crcOf(Buffer.of(0)))]).toEqual(['FFFF', '4040']);
    expect([ANNEX_2017, ANNEX_2025, NO_FLAG, AIR, WRONG_CRC, DUST, ANSWER].map((text) => crcText(crcOf(Buffer.from(text.slice(6, -4)))))).toEqual(['1C80', '2200', '8C41', 'CC01', '3C00', '5CC0', '3240']);
  });
});

describe('a frame', () => {
  it('of annex A (2017) is read', () => {
    expect(decodeFrame(wire(ANNEX_2017))).toEqual({ ok: true, frame: { qn: '20160801085857223', st: '32', cn: '1062', pw: '100000', mn: '010000A8900016F000169DC0', flag: 5, cp: 'RtdInterval=30' } });
  });

  it('of annex A.1 (2025) is read', () => {
    const read = decodeFrame(wire(ANNEX_2025));
    expect(read).toMatchObject({ ok: true, frame: { cn: '1011', flag: 9, cp: '' } });
    if (read.ok) expect([versionOf(read.frame), wantsAnswer(read.frame)]).toEqual([VERSIONS['2025'], true]);
  });

  it('without QN and Flag, its CRC in lower case, is read', () => {
    expect(decodeFrame(wire(NO_FLAG))).toEqual({ ok: true, frame: { st: '32', cn: '2011', pw: '123456', mn: 'NJGDKYYC202101q0001w0001', cp: 'DataTime=20210305003817000;ele01-Rtd=1;ele02-Rtd=0' } });
  });

  it('has items of fields', () => {
    const read = decodeFrame(wire(AIR));
    expect(read.ok && itemsOf(read.frame.cp).slice(0, 2)).toEqual([[['DataTime', '20191012133710']], [['a21005-Rtd', '0.00'], ['a21005-Flag', 'N']]]);
    expect(read.ok && cpOf(itemsOf(read.frame.cp)) === read.frame.cp).toBe(true);
  });

  it('with a wrong CRC is refused', () => {
    expect(decodeFrame(wire(WRONG_CRC))).toEqual({ ok: false, error: 'CRC 校验不符：报文为 4980，算得 3C00 / CRC is 4980, computed 3C00' });
  });

  it('is written as the vectors are', () => {
    for (const text of [ANNEX_2017, ANNEX_2025, DUST, ANSWER]) {
      const read = decodeFrame(wire(text));
      expect(read.ok && encodeFrame(read.frame).toString()).toBe(`${text}\r\n`);
    }
  });

  it.each([['no CP', 'ST=39;CN=2011;MN=1;'], ['no ST', 'CN=2011;MN=1;CP=&&&&'], ['no CN', 'ST=39;MN=1;CP=&&&&'], ['no MN', 'ST=39;CN=2011;CP=&&&&'], ['malformed', 'ST=39;CN=x;MN=1;CP=&&&&'], ['malformed', 'ST=39;CN=2011;MN=1;Flag=999;CP=&&&&']])('with %s is an error in words', (word, segment) => {
    const bytes = Buffer.from(segment);
    const read = decodeFrame(wire(`##${String(bytes.length).padStart(4, '0')}${segment}${crcText(crcOf(bytes))}`));
    expect(read).toEqual({ ok: false, error: expect.stringContaining(word) as unknown });
  });

  it('comes back as it was written, clear or enciphered', () => {
    fc.assert(fc.property(frames, fc.constantFrom(undefined, 'bytes' as const, 'text' as const), fc.boolean(), (frame, form, keyed) => {
      const bytes = encodeFrame(frame, form && { key: KEY, form });
      expect(decodeFrame(bytes, form || keyed ? KEY : undefined)).toEqual({ ok: true, frame });
      expect(hj212Framer().push(bytes)).toEqual([{ ok: true, frame: bytes }]);
    }));
  });

  it('that four digits cannot tell of is not written', () => {
    expect(() => encodeFrame({ st: '39', cn: '2011', mn: '1', cp: 'x'.repeat(10_000) })).toThrow(RangeError);
  });

  it('tells its version, need of an answer and packages by Flag', () => {
    expect((['2005', '2017', '2025'] as const).flatMap((version) => [flagOf(VERSIONS[version]), flagOf(VERSIONS[version], { answer: true }), flagOf(VERSIONS[version], { split: true }), flagOf(VERSIONS[version], { answer: true, split: true })])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('the 2025 cipher', () => {
  it('is SM4-ECB of full blocks, the tail clear', () => {
    const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
    expect(encipher(Buffer.concat([block, Buffer.from('tail')]), block).toString('latin1')).toBe(`${Buffer.from('681edf34d206965e86b3e94f536e4246', 'hex').toString('latin1')}tail`);
    expect(decipher(encipher(Buffer.from('short'), block), block).toString()).toBe('short');
  });

  it('has a text form, its tail inside or behind the braces', () => {
    const sealed = encipher(Buffer.from('DataTime=20260301080000;x'), KEY);
    const text = toCipherText(sealed);
    expect(text.toString('latin1')).toMatch(/^\{0x[0-9A-F]{2}(,0x[0-9A-F]{2}){15}\}[^{]{9}$/);
    expect(fromCipherText(text)).toEqual(sealed);
    expect(fromCipherText(Buffer.from(`{${[...sealed].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')}}`))).toEqual(sealed);
    expect(fromCipherText(Buffer.from('{0xZZ}'))).toBeUndefined();
  });

  it('needs its key', () => {
    const frame: Hj212Frame = { st: '39', cn: '2011', mn: '1', flag: 9, cp: 'DataTime=20260301080000;a34002-Rtd=81.5,a34002-Flag=N' };
    const bytes = encodeFrame(frame, { key: KEY, form: 'text' });
    expect(decodeFrame(bytes)).toEqual({ ok: false, error: '报文已加密，未配置密钥 / enciphered, and no key is configured' });
    expect(decodeFrame(bytes, Buffer.alloc(16, 0x31))).toEqual({ ok: false, error: '加密所用密钥不同，或报文已损坏 / enciphered with another key, or broken' });
  });
});

describe('a time stamp', () => {
  it('is Beijing time of 14 or 17 digits', () => {
    expect(readStamp('20160801085857')).toBe(Date.parse('2016-08-01T08:58:57+08:00'));
    expect(readStamp('20210305003817123')).toBe(Date.parse('2021-03-05T00:38:17.123+08:00'));
    expect(['20260231000000', '20261301000000', '20260101240000', '00010101000000', '2026010100000', '', 'x'].map(readStamp)).toEqual(Array(7).fill(undefined));
    // Years that only a clock never set (or a broken frame with a right CRC) can show.
    expect(['00000101000000', '19700101080000', '19991231235959', '21010101080000', '22260301000000', '99991231235959'].map(readStamp)).toEqual(Array(6).fill(undefined));
    expect(readStamp('20000101080000')).toBe(Date.UTC(2000, 0, 1));
  });
});

describe('the framer', () => {
  const text = (cuts: ReturnType<ReturnType<typeof hj212Framer>['push']>): string[] => cuts.map((cut) => (cut.ok ? cut.frame.toString().trim() : cut.error));

  it('cuts frames however they arrive', () => {
    fc.assert(fc.property(fc.array(frames, { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (list, sizes) => {
      const framer = hj212Framer();
      const cuts = cutAt(Buffer.concat(list.map((frame) => encodeFrame(frame))), sizes).flatMap((chunk) => framer.push(chunk));
      expect(cuts.map((cut) => cut.ok && decodeFrame(cut.frame))).toEqual(list.map((frame) => ({ ok: true, frame })));
    }), { numRuns: 50 });
  });

  it('tells of bytes outside frames once per stretch, and of line ends not at all', () => {
    expect(text(hj212Framer().push(Buffer.from(`\r\n${DUST}\r\n\r\nnoise ##12x ##\r\n${ANSWER}\r\n`)))).toEqual([DUST, '## 之后没有长度 / no length after ##', ANSWER]);
  });

  it('finds the next frame behind one that is cut off or whose length is wrong', () => {
    expect(text(hj212Framer().push(Buffer.from(`${DUST.slice(0, 90)}${ANSWER}\r\n`)))).toEqual([expect.any(String), ANSWER]);
    expect(text(hj212Framer().push(Buffer.from(`##9223${DUST.slice(6)}\r\n${ANSWER}\r\n`)))).toEqual(['本帧未结束，下一帧已开始 / the next frame begins before this one ends', ANSWER]);
    expect(text(hj212Framer().push(Buffer.from(`##0022${DUST.slice(6)}\r\n${ANSWER}\r\n`)))).toEqual(['按长度应在之处没有 CRC 和换行 / no CRC and line end where the length says', ANSWER]);
    // A broken length that reaches exactly to the end of the next frame: only the CRC can tell.
    expect(text(hj212Framer().push(Buffer.from(`##0322${DUST.slice(6)}\r\n${ANSWER}\r\n`)))).toEqual(['本帧未结束，下一帧已开始 / the next frame begins before this one ends', ANSWER]);
  });

  it('takes a frame whose text looks like the head of another, when its CRC is right', () => {
    const frame: Hj212Frame = { st: '39', cn: '2011', mn: '1', flag: 4, cp: 'Info=##0087QN=1;a34002-Rtd=1' };
    expect(hj212Framer().push(encodeFrame(frame)).map((cut) => cut.ok && decodeFrame(cut.frame))).toEqual([{ ok: true, frame }]);
  });

  it('cuts ciphertext longer than its declared length', () => {
    const frame: Hj212Frame = { st: '39', cn: '2011', mn: '1', flag: 9, cp: `DataTime=20260301080000;${'a34002-Rtd=81.5,a34002-Flag=N;'.repeat(20)}` };
    const bytes = encodeFrame(frame, { key: KEY, form: 'text' });
    for (const size of [1, 7, bytes.length]) {
      const framer = hj212Framer();
      const cuts = cutAt(Buffer.concat([bytes, wire(ANSWER)]), [size]).flatMap((chunk) => framer.push(chunk));
      expect(cuts.map((cut) => cut.ok && decodeFrame(cut.frame, KEY).ok)).toEqual([true, true]);
    }
  });

  it('survives anything, and still cuts the next good frame', () => {
    const mutated = fc.tuple(frames, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 })).map(([frame, changes]) => {
      const bytes = encodeFrame(frame);
      for (const [where, byte] of changes) bytes[where % bytes.length] = byte;
      return bytes;
    });
    const junk = fc.oneof(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), mutated, fc.constantFrom(...['##', '##9999', '##0000', '#', '##0010&&{0x', '\r\n'].map((each) => Buffer.from(each))));
    fc.assert(fc.property(fc.array(junk, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (pieces, sizes) => {
      const framer = hj212Framer();
      const cuts = cutAt(Buffer.concat([...pieces, wire(DUST)]), sizes).flatMap((chunk) => framer.push(chunk));
      const read = cuts.flatMap((cut) => (cut.ok ? [decodeFrame(cut.frame, KEY)] : []));
      expect(read.filter((each) => each.ok && each.frame.qn === '20160801085857223' && each.frame.mn === '010000A8900016F000169DC0').length).toBeGreaterThan(0);
    }), { numRuns: 500 });
  });

  it('holds no more than the largest frame', () => {
    const framer = hj212Framer();
    const cuts = [framer.push(Buffer.from('##9999')), framer.push(Buffer.alloc(9_998, 0x41)), framer.push(Buffer.alloc(100, 0x41))];
    expect(cuts.map((each) => each.length)).toEqual([0, 0, 1]);
  });
});
