import fc from 'fast-check';
import { openLines } from './ais.lines.js';
import { encodeAisLines, openAisReader, type AisHeard } from './ais.reader.js';
import { encodeSentence, parseSentence, sentencesOf } from './ais.sentence.js';

const SHIP = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';
const STATIC = ['!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C', '!AIVDM,2,2,1,A,88888888880,2*25'] as const;
const NOW = Date.UTC(2026, 2, 1);
const kinds = (heard: AisHeard[]) => heard.map(({ kind }) => kind);
const readAll = (lines: readonly string[], now = NOW) => {
  const reader = openAisReader();
  return lines.map((line) => reader.read(line, now));
};
/** All that a stream of bytes says, cut at the given places. */
const readStream = (bytes: Buffer, cuts: readonly number[]): AisHeard[] => {
  const lines = openLines();
  const reader = openAisReader();
  const places = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  return places.slice(1).flatMap((end, index) => lines.push(bytes.subarray(places[index], end))).map((cut) => (cut.ok ? reader.read(cut.frame.toString('latin1'), NOW) : { kind: 'bad', error: cut.error }));
};

describe('AIS lines', () => {
  it('become messages, one or several lines each', () => {
    const heard = readAll([SHIP, ...STATIC]);
    expect(kinds(heard)).toEqual(['message', 'waiting', 'message']);
    expect(heard[2]).toMatchObject({ at: NOW, message: { name: 'EVER DIADEM' } });
  });

  it('with a wrong checksum are bad', () => {
    expect(readAll([SHIP.replace('*4A', '*4B')])).toEqual([{ kind: 'bad', error: '校验和 4B 不符，应为 4A / checksum 4B, should be 4A' }]);
  });

  it('of other kinds are nobody’s fault', () => {
    expect(kinds(readAll(['$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47', '# a remark']))).toEqual(['other', 'other']);
  });

  it.each(['AIVDM,2,3,1,A,1,0', 'AIVDM,1,1,,A,1', 'AIVDM,1,1,,A,1,7', 'AIVDM,x,1,,A,1,0'])('that are not the seven fields are bad: %s', (body) => {
    const sum = [...body].reduce((xor, character) => xor ^ character.charCodeAt(0), 0).toString(16).padStart(2, '0');
    expect(readAll([`!${body}*${sum}`])).toEqual([{ kind: 'bad', error: '不是 AIS 语句的七个字段 / not the seven fields of an AIS sentence' }]);
  });

  it('carry in a tag block when and by whom they were received', () => {
    const tagged = encodeSentence({ talker: 'BS', own: false, count: 1, index: 1, sequence: '', channel: 'B', payload: '15RTgt0PAso;90TKcjM8h6g208CQ', fill: 0, time: NOW - 60_000, station: 'r003669945' });
    expect(tagged).toMatch(/^\\s:r003669945,c:\d{10}\*[0-9A-F]{2}\\!BSVDM/);
    expect(readAll([tagged, tagged.replace(/c:\d/, 'c:2')])).toEqual([
      expect.objectContaining({ kind: 'message', at: NOW - 60_000, station: 'r003669945' }),
      // A tag block with a wrong checksum is not believed; the sentence has its own.
      expect.objectContaining({ kind: 'message', at: NOW }),
    ]);
  });

  it('take a tag time in milliseconds, and none from a clock far ahead', () => {
    const at = (time: string) => readAll([encodeSentence({ talker: 'AI', own: false, count: 1, index: 1, sequence: '', channel: 'A', payload: '15RTgt0PAso;90TKcjM8h6g208CQ', fill: 0, time: Number(time) * 1000 })])[0];
    expect(at(String(NOW - 1))).toMatchObject({ at: NOW - 1 });
    expect(at(String(Math.floor(NOW / 1000) + 3600))).toMatchObject({ at: NOW });
  });

  it('join only with lines of their own message', () => {
    const [first, second] = STATIC;
    expect(kinds(readAll([second]))).toEqual(['bad']);
    const other = sentencesOf({ payload: `5${'0'.repeat(70)}`, fill: 2 }, { sequence: 2 }).map(encodeSentence);
    expect(kinds(readAll([first, ...other.slice(0, 1), second]))).toEqual(['waiting', 'waiting', 'message']);
    const reader = openAisReader();
    expect(reader.read(first, NOW, 'one').kind).toBe('waiting');
    expect(reader.read(second, NOW, 'another').kind).toBe('bad');
    expect(reader.read(first, NOW, 'late').kind).toBe('waiting');
    expect(reader.read(second, NOW + 60_001, 'late').kind).toBe('bad');
  });

  it('of messages never finished are given up, the oldest first', () => {
    const reader = openAisReader();
    for (let sender = 0; sender < 1_500; sender += 1) reader.read(STATIC[0], NOW, String(sender));
    expect(reader.read(STATIC[1], NOW, '0').kind).toBe('bad');
    expect(reader.read(STATIC[1], NOW, '1499').kind).toBe('message');
  });

  it('are at most 82 characters long and read back as written', () => {
    const lines = encodeAisLines({ type: 14, mmsi: 412345678, text: 'A'.repeat(156) }, { sequence: 7 });
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(readAll(lines)[2]).toMatchObject({ message: { text: 'A'.repeat(156) } });
    fc.assert(fc.property(fc.record({ talker: fc.constantFrom('AI', 'BS', 'AB'), own: fc.boolean(), count: fc.constantFrom(3, 9), index: fc.constantFrom(1, 3), sequence: fc.constantFrom('', '0', '9'), channel: fc.constantFrom('', 'A', 'B'), payload: fc.string({ unit: fc.constantFrom(...'0W`w'), maxLength: 60 }), fill: fc.integer({ min: 0, max: 5 }), time: fc.integer({ min: 1e9, max: 2e9 }).map((s) => s * 1000), station: fc.constantFrom('r1', 'shore-2') }), (sentence) => {
      expect(parseSentence(encodeSentence(sentence))).toEqual({ kind: 'sentence', sentence });
    }));
  });
});

describe('a stream of AIS', () => {
  it.each(['\r\n', '\n', '\r'])('is cut into lines at %j, however it arrives', (end) => {
    const bytes = Buffer.from([SHIP, ...STATIC, ''].join(end));
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 6 }), (cuts) => {
      expect(kinds(readStream(bytes, cuts))).toEqual(['message', 'waiting', 'message']);
    }));
  });

  it('after any noise, however cut, still gives the next good line', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), fc.array(fc.nat(), { maxLength: 5 }), (noise, cuts) => {
      expect(readStream(Buffer.concat([noise, Buffer.from(`${SHIP}\r\n`)]), cuts).at(-1)).toMatchObject({ kind: 'message', message: { mmsi: 371798000 } });
    }), { numRuns: 300 });
  });

  it('after a damaged line still gives the next good one', () => {
    fc.assert(fc.property(fc.constantFrom(SHIP, ...STATIC, `\\s:x,c:1600000000*1F\\${SHIP}`), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), (line, changes) => {
      const bytes = Buffer.from(`${line}\r\n${SHIP}\r\n`);
      for (const [place, value] of changes) bytes[place % (line.length + 2)] = value;
      expect(readStream(bytes, []).at(-1)).toMatchObject({ kind: 'message', message: { mmsi: 371798000 } });
    }), { numRuns: 500 });
  });

  it('without any line end is not kept', () => {
    const lines = openLines();
    for (let chunk = 0; chunk < 3; chunk += 1) expect(lines.push(Buffer.alloc(1000, 'x'))).toEqual([{ ok: false, error: expect.stringContaining('256'), bytes: expect.any(Buffer) }]);
    expect(lines.end()[0]).toMatchObject({ ok: true, frame: Buffer.alloc(256, 'x') });
  });
});
