import fc from 'fast-check';
import type { Jt808Adas, Jt808Dsm } from './jt808.driving.js';
import type { Jt808Item } from './jt808.items.js';
import { encodeLocation, readLocation, STATUS, type Jt808Location } from './jt808.location.js';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const valueOf = (body: Buffer): Jt808Location => {
  const read = readLocation(body);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const FIRST = '00000001 00000002 00BA7F0E 07E4F11C 0028 003C 0000 181015101010';
const ADAS = '642F 00000001 0C 06 05 12 0A 0B 10 0F 11 0007 0000000D 0000000E 191211183100 0013 34343434343434 191210183100 03 02 00';

const byte = fc.integer({ min: 0, max: 0xff });
const word = fc.integer({ min: 0, max: 0xffff });
const dword = fc.integer({ min: 0, max: 0xffffffff });
const time = fc.option(fc.integer({ min: 0, max: 3_155_000_000 }).map((second) => Date.UTC(2000, 0, 1) - 8 * 3_600_000 + second * 1000), { nil: undefined });
const mark = fc.record({ terminalId: fc.stringMatching(/^[0-9A-Z]{0,7}$/), at: time, sequence: byte, attachments: byte, reserved: byte });
const common = {
  alarmId: dword, flag: byte, type: byte, level: byte, speedKmh: byte, altitudeM: word, lat: dword.map((raw) => raw / 1e6), lon: dword.map((raw) => raw / 1e6), at: time, state: word, mark,
};
const adas: fc.Arbitrary<Jt808Adas> = fc.record({ ...common, frontSpeedKmh: byte, headwayS: byte.map((raw) => raw / 10), departure: byte, signType: byte, signData: byte });
const dsm: fc.Arbitrary<Jt808Dsm> = fc.record({ ...common, fatigue: byte, reserved: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((array) => Buffer.from(array)) });
const item: fc.Arbitrary<Jt808Item> = fc.oneof(
  fc.record({ item: fc.constant('mileageKm' as const), value: dword.map((raw) => raw / 10) }),
  fc.record({ item: fc.constantFrom('fuelL' as const, 'recorderKmh' as const), value: word.map((raw) => raw / 10) }),
  fc.record({ item: fc.constantFrom('signalStrength' as const, 'satellites' as const), value: byte }),
  fc.record({ item: fc.constantFrom('eventToConfirm' as const, 'storageFaults' as const, 'io' as const), value: word }),
  fc.record({ item: fc.constantFrom('vehicleSignals' as const, 'videoAlarms' as const, 'videoLostChannels' as const, 'videoOccludedChannels' as const), value: dword }),
  fc.constant({ item: 'overspeed' as const, area: 0 }),
  fc.record({ item: fc.constant('overspeed' as const), area: fc.integer({ min: 1, max: 255 }), areaId: dword }),
  fc.record({ item: fc.constant('crossing' as const), area: byte, areaId: dword, direction: byte }),
  fc.record({ item: fc.constant('segment' as const), segmentId: dword, seconds: word, result: byte }),
  fc.record({ item: fc.constant('analog' as const), ad0: word, ad1: word }),
  fc.record({ item: fc.constant('abnormalDriving' as const), kinds: word, fatigue: byte }),
  fc.record({ item: fc.constant('adas' as const), alarm: adas }),
  fc.record({ item: fc.constant('dsm' as const), alarm: dsm }),
  fc.record({ item: fc.constant('other' as const), id: fc.integer({ min: 0xe0, max: 0xff }), value: fc.uint8Array({ maxLength: 255 }).map((array) => Buffer.from(array)) }),
);
const location: fc.Arbitrary<Jt808Location> = fc.record({
  alarms: dword, status: dword, lat: dword, lon: dword, altitudeM: word, speedKmh: word.map((raw) => raw / 10), direction: word, at: time, items: fc.array(item, { maxLength: 8 }),
}).map((one) => ({ ...one, lat: signed(one.lat, one.status & STATUS.south), lon: signed(one.lon, one.status & STATUS.west) }));
const signed = (raw: number, negative: number): number => (negative && raw ? -raw : raw) / 1e6;

describe('a location', () => {
  it('is read with its mileage and fuel', () => {
    expect(valueOf(hex(`${FIRST} 01040000 0064 0202007D`))).toEqual({
      alarms: 1, status: 2, lat: 12.222222, lon: 132.444444, altitudeM: 40, speedKmh: 6, direction: 0, at: Date.parse('2018-10-15T10:10:10+08:00'),
      items: [{ item: 'mileageKm', value: 10 }, { item: 'fuelL', value: 12.5 }],
    });
  });

  it('south of the equator has a negative latitude', () => {
    expect(valueOf(hex('0000006f 00000016 01dc9a07 07456246 007b 0042 0003 250129223344 02020064 01040000000c'))).toEqual({
      alarms: 0x6f, status: 0x16, lat: -31.234567, lon: 121.987654, altitudeM: 123, speedKmh: 6.6, direction: 3, at: Date.parse('2025-01-29T22:33:44+08:00'),
      items: [{ item: 'fuelL', value: 10 }, { item: 'mileageKm', value: 1.2 }],
    });
  });

  it('carries what driver assistance saw', () => {
    const [one] = valueOf(hex(FIRST + ADAS)).items;
    expect(one).toEqual({
      item: 'adas',
      alarm: {
        alarmId: 1, flag: 12, type: 6, level: 5, frontSpeedKmh: 18, headwayS: 1, departure: 11, signType: 16, signData: 15, speedKmh: 17, altitudeM: 7, lat: 0.000013, lon: 0.000014,
        at: Date.parse('2019-12-11T18:31:00+08:00'), state: 19,
        mark: { terminalId: '4444444', at: Date.parse('2019-12-10T18:31:00+08:00'), sequence: 3, attachments: 2, reserved: 0 },
      },
    });
    expect(encodeLocation(valueOf(hex(FIRST + ADAS)))).toEqual(hex(FIRST + ADAS));
  });

  it('keeps an item of another length than its standard gives as it came', () => {
    expect(valueOf(hex(`${FIRST} 0101 05 6402 0102`)).items).toEqual([{ item: 'other', id: 1, value: Buffer.of(5) }, { item: 'other', id: 0x64, value: Buffer.of(1, 2) }]);
  });

  it('whose last item is cut off is good without it', () => {
    expect(valueOf(hex(`${FIRST} 310107 0104 0000`))).toMatchObject({ items: [{ item: 'satellites', value: 7 }], itemsError: '附加项 0x01 超出消息体 / item 0x01 is longer than the body' });
    expect(valueOf(hex(`${FIRST} 31`)).itemsError).toBeDefined();
  });

  it('of a terminal whose clock is not set has no time', () => {
    expect(valueOf(hex(FIRST.replace('181015101010', '000000000000'))).at).toBeUndefined();
    expect(valueOf(hex(FIRST.replace('181015101010', '180230101010'))).at).toBeUndefined();
    expect(valueOf(hex(FIRST.replace('181015101010', '1810151a1010'))).at).toBeUndefined();
  });

  it('shorter than its fixed part is an error', () => {
    expect(readLocation(Buffer.alloc(27))).toMatchObject({ ok: false });
  });

  it('comes back from its bytes as it was', () => {
    fc.assert(fc.property(location, (one) => expect(readLocation(encodeLocation(one))).toEqual({ ok: true, value: one })));
  });

  it('of any bytes throws nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (some) => expect(typeof readLocation(Buffer.from(some)).ok).toBe('boolean')));
    fc.assert(fc.property(location, fc.nat(), fc.nat(255), (one, at, value) => {
      const bytes = encodeLocation(one);
      bytes[at % bytes.length] = value;
      expect(readLocation(bytes).ok).toBe(true);
    }));
  });
});
