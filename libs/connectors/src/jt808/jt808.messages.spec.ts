import fc from 'fast-check';
import {
  encodeAuthentication, encodeBatch, encodeGeneralAnswer, encodeRegisterAnswer, encodeRegistration, readAuthentication, readBatch, readGeneralAnswer, readRegisterAnswer, readRegistration,
} from './jt808.messages.js';
import { createPartJoiner, splitMessage } from './jt808.packets.js';
import type { Jt808Frame } from './jt808.frame.js';
import type { Jt808Location } from './jt808.location.js';

const byte = fc.integer({ min: 0, max: 0xff });
const word = fc.integer({ min: 0, max: 0xffff });
const code = fc.stringMatching(/^[0-9a-zA-Z]{1,40}$/);
const plate = fc.stringMatching(/^[浙京沪粤川渝][A-Z][0-9A-Z]{5,6}$/);
const registration = (maker: number, model: number, id: number) => fc.record({
  province: word, city: word, maker: fc.stringMatching(new RegExp(`^[0-9A-Z]{0,${maker}}$`)), model: fc.stringMatching(new RegExp(`^[0-9A-Z]{0,${model}}$`)),
  terminalId: fc.stringMatching(new RegExp(`^[0-9A-Z]{0,${id}}$`)), colour: byte, plate,
});
const place: Jt808Location = { alarms: 0, status: 2, lat: 28.85, lon: 121.12, altitudeM: 5, speedKmh: 42.5, direction: 90, at: Date.parse('2026-03-01T08:00:00+08:00'), items: [] };

describe('the messages of JT/T 808', () => {
  it.each([['2011', registration(5, 8, 7)], ['2013', registration(5, 20, 7)], ['2019', registration(11, 30, 30)]] as const)('a registration of %s comes back as it was', (version, arbitrary) => {
    fc.assert(fc.property(arbitrary, (one) => expect(readRegistration(encodeRegistration(one, version), version === '2019' ? '2019' : '2013')).toEqual({ ok: true, value: one })));
  });

  it('a registration of 2011 with a VIN is not taken for one of 2013', () => {
    const one = { province: 33, city: 1082, maker: 'M', model: 'X', terminalId: '7', colour: 0, plate: 'LSVAA49J132047371' };
    expect(readRegistration(encodeRegistration(one, '2011'), '2013')).toEqual({ ok: true, value: one });
  });

  it('a plate is GBK', () => {
    const body = encodeRegistration({ province: 33, city: 1082, maker: 'M', model: 'X', terminalId: '7', colour: 2, plate: '浙J12345' }, '2013');
    expect([body.length, body.subarray(37).toString('hex')]).toEqual([45, 'd5e34a3132333435']);
    expect(() => encodeRegistration({ province: 0, city: 0, maker: 'TOOLONG', model: '', terminalId: '', colour: 0, plate: '' }, '2013')).toThrow(RangeError);
  });

  it.each(['2013', '2019'] as const)('an authentication of %s comes back as it was', (version) => {
    fc.assert(fc.property(code, (one) => expect(readAuthentication(encodeAuthentication({ code: one, imei: '123456789012345', software: 'V1.0' }, version), version))
      .toEqual({ ok: true, value: { code: one, ...(version === '2019' && { imei: '123456789012345', software: 'V1.0' }) } })));
  });

  it('answers come back as they were', () => {
    fc.assert(fc.property(fc.record({ serial: word, id: word, result: byte }), (one) => expect(readGeneralAnswer(encodeGeneralAnswer(one))).toEqual({ ok: true, value: one })));
    fc.assert(fc.property(word, code, (serial, one) => expect(readRegisterAnswer(encodeRegisterAnswer({ serial, result: 0, code: one }))).toEqual({ ok: true, value: { serial, result: 0, code: one } })));
    expect(readRegisterAnswer(encodeRegisterAnswer({ serial: 1, result: 3, code: 'x' }))).toEqual({ ok: true, value: { serial: 1, result: 3 } });
  });

  it('a batch comes back as it was; what is cut off is told of in its place', () => {
    const body = encodeBatch([place, { ...place, alarms: 1 }], true);
    expect(readBatch(body)).toEqual({ ok: true, value: { backfill: true, reports: [{ ok: true, value: place }, { ok: true, value: { ...place, alarms: 1 } }] } });
    expect(readBatch(body.subarray(0, -1))).toMatchObject({ ok: true, value: { reports: [{ ok: true }, { ok: false, error: '共 2 条位置，只有 1 条完整 / 1 of 2 locations are there, the rest is cut off' }] } });
  });

  it('any bytes throw nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (some) => {
      const body = Buffer.from(some);
      for (const read of [readBatch(body), readGeneralAnswer(body), readRegisterAnswer(body), readAuthentication(body, '2013'), readAuthentication(body, '2019'), readRegistration(body, '2013'), readRegistration(body, '2019')]) expect(typeof read.ok).toBe('boolean');
    }));
  });
});

describe('split messages', () => {
  const message = (size: number, serial = 65_534): Jt808Frame => ({ id: 0x0704, version: '2013', protocolVersion: 0, phone: '1', serial, encryption: 0, body: Buffer.from(Array.from({ length: size }, (_, index) => index & 0xff)) });
  const joinerWith = () => {
    const lost: string[] = [];
    return { lost, joiner: createPartJoiner((error) => lost.push(error)) };
  };

  it('are joined in any order, over the turn of the serial', () => {
    fc.assert(fc.property(fc.integer({ min: 1024, max: 9000 }).chain((size) => fc.tuple(fc.constant(size), fc.shuffledSubarray([...Array(Math.ceil(size / 1023)).keys()], { minLength: Math.ceil(size / 1023) }))), ([size, order]) => {
      const { joiner, lost } = joinerWith();
      const frames = splitMessage(message(size));
      const results = order.map((index) => joiner.push(frames[index] as Jt808Frame, 0));
      expect(results.map(({ state }) => state)).toEqual([...order.slice(1).map(() => 'waiting'), 'whole']);
      expect(results.at(-1)).toMatchObject({ body: message(size).body });
      expect(lost).toEqual([]);
    }));
  });

  it('stay until they are dealt with, so that a last piece sent again is enough', () => {
    const { joiner } = joinerWith();
    const [first, second] = splitMessage(message(1500)) as [Jt808Frame, Jt808Frame];
    joiner.push(first, 0);
    const whole = joiner.push(second, 0);
    expect([whole.state, joiner.push(second, 1).state]).toEqual(['whole', 'whole']);
    if (whole.state === 'whole') joiner.forget(whole.key);
    expect(joiner.push(second, 2).state).toBe('waiting');
  });

  it('are given up after half a minute, and told of', () => {
    const { joiner, lost } = joinerWith();
    const [first, second] = splitMessage(message(1500)) as [Jt808Frame, Jt808Frame];
    joiner.push(first, 0);
    expect(joiner.push(second, 30_001).state).toBe('waiting');
    expect(lost).toEqual(['1/0x0704/65534 共 2 个分包，30 秒内只到 1 个 / 1 of 2 pieces of 1/0x0704/65534 came within 30 s']);
  });

  it('are bounded: too many pieces are refused, the oldest messages give way', () => {
    const { joiner, lost } = joinerWith();
    expect(joiner.push({ ...message(10), part: { total: 65, index: 1 } }, 0).state).toBe('refused');
    for (let serial = 0; serial < 300; serial += 1) joiner.push({ ...message(10, serial), part: { total: 2, index: 1 } }, 0);
    expect(lost).toHaveLength(300 - 256);
  });
});
