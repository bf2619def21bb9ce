import fc from 'fast-check';
import { decodeAis, encodeAis, type AisMessage } from './ais.message.js';

/** Messages received off the air, decoded by others. */
const VECTORS: [string, string, number, Partial<AisMessage>][] = [
  ['a ship under way', '15RTgt0PAso;90TKcjM8h6g208CQ', 0, { type: 1, mmsi: 371798000, status: 0, turn: -127, speedKn: 12.3, courseDeg: 224, headingDeg: 215, second: 33, accurate: true }],
  ['static data', '55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp888888888880', 2, {
    type: 5, mmsi: 351759000, imo: 9134270, callsign: '3FOF8', name: 'EVER DIADEM', shipType: 70, toBow: 225, toStern: 70, toPort: 1, toStarboard: 31, epfd: 1,
    draught: 12.2, destination: 'NEW YORK', etaMonth: 5, etaDay: 15, etaHour: 14,
  }],
  ['a safety text', '>5?Per18=HB1U:1@E=B0m<L', 2, { type: 14, mmsi: 351809000, text: 'RCVD YR TEST MSG' }],
  ['class B without a heading', 'B52K>;h00Fc>jpUlNV@ikwpUoP06', 0, { type: 18, mmsi: 338087471, speedKn: 0.1, courseDeg: 79.6, second: 49 }],
  ['a ship heard by satellite', 'KCQ9r=hrFUnH7P00', 0, { type: 27, mmsi: 236091959, status: 3 }],
];
const PLACES: Record<string, [number, number]> = { 'a ship under way': [48.381633, -123.395383], 'class B without a heading': [40.68454, -74.0721317], 'a ship heard by satellite': [87.065, -154.2017] };

const maybe = <T>(known: fc.Arbitrary<T>) => fc.option(known, { nil: undefined });
const whole = (min: number, max: number, scale = 1) => maybe(fc.integer({ min, max }).map((value) => value / scale));
const mmsi = fc.integer({ min: 1, max: 979_999_999 });
/** Text as the wire can hold it: never empty, no `@`, no spaces around it. */
const words = (length: number) => maybe(fc.string({ unit: fc.constantFrom(...'ABCXYZ 0189-./[]?!#'), minLength: 1, maxLength: length }).map((text) => text.trim()).filter((text) => text !== ''));
const place = (scale: number) => ({ lon: whole(-180 * scale, 180 * scale, scale), lat: whole(-90 * scale, 90 * scale, scale) });
const motion = { ...place(600_000), speedKn: whole(0, 1022, 10), courseDeg: whole(0, 3599, 10), headingDeg: whole(0, 359), second: whole(0, 59), accurate: fc.boolean() };
const extent = { toBow: whole(1, 511), toStern: whole(1, 511), toPort: whole(1, 63), toStarboard: whole(1, 63) };
const message: fc.Arbitrary<AisMessage> = fc.oneof(
  fc.record({ type: fc.constantFrom(1 as const, 2 as const, 3 as const), mmsi, ...motion, status: whole(0, 14), turn: whole(-127, 127) }),
  fc.record({ type: fc.constant(5 as const), mmsi, imo: whole(1, 2 ** 30 - 1), callsign: words(7), name: words(20), shipType: whole(1, 255), ...extent, epfd: whole(1, 15), etaMonth: whole(1, 12), etaDay: whole(1, 31), etaHour: whole(0, 23), etaMinute: whole(0, 59), draught: whole(1, 255, 10), destination: words(20) }),
  fc.record({ type: fc.constant(14 as const), mmsi, text: words(156) }),
  fc.record({ type: fc.constant(18 as const), mmsi, ...motion }),
  fc.record({ type: fc.constant(19 as const), mmsi, ...motion, name: words(20), shipType: whole(1, 255), ...extent, epfd: whole(1, 15) }),
  fc.record({ type: fc.constant(24 as const), part: fc.constant('A' as const), mmsi, name: words(20) }),
  fc.record({ type: fc.constant(24 as const), part: fc.constant('B' as const), mmsi, shipType: whole(1, 255), vendor: words(3), callsign: words(7), ...extent }),
  fc.record({ type: fc.constant(24 as const), part: fc.constant('B' as const), mmsi: fc.integer({ min: 980_000_000, max: 989_999_999 }), shipType: whole(1, 255), callsign: words(7), mothership: whole(1, 999_999_999) }),
  fc.record({ type: fc.constant(27 as const), mmsi, ...place(600), status: whole(0, 14), speedKn: whole(0, 62), courseDeg: whole(0, 359), accurate: fc.boolean() }),
);
const known = (said: AisMessage) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

describe('AIS messages', () => {
  it.each(VECTORS)('are understood as others do: %s', (name, payload, fill, expected) => {
    const decoded = decodeAis(payload, fill);
    expect(decoded).toMatchObject({ kind: 'message', message: expected });
    if (name === 'class B without a heading') expect(decoded).not.toHaveProperty('message.headingDeg');
    const [lat, lon] = PLACES[name] ?? [];
    if (decoded.kind !== 'message' || !('lat' in decoded.message) || lat === undefined) return;
    expect(decoded.message.lat).toBeCloseTo(lat, 4);
    expect(decoded.message.lon).toBeCloseTo(lon ?? 0, 4);
  });

  it('say what was encoded', () => {
    fc.assert(fc.property(message, (said) => {
      const { payload, fill } = encodeAis(said);
      expect(decodeAis(payload, fill)).toEqual({ kind: 'message', message: known(said) });
    }), { numRuns: 1000 });
  });

  it('leave out what is not available or out of range, on the way in and out', () => {
    const { payload, fill } = encodeAis({ type: 1, mmsi: 412345678, lon: 181, lat: -90.1, courseDeg: 360, headingDeg: Number.NaN, speedKn: Infinity, status: 15 });
    expect(decodeAis(payload, fill)).toEqual({ kind: 'message', message: { type: 1, mmsi: 412345678, accurate: false } });
  });

  it.each([
    ['too few bits', '15RTgt0PAso;90TKcjM8h6g208C', 0, 'bad'],
    ['nearly nothing', '1', 0, 'bad'],
    ['characters that are not six-bit', '15RTgt0PAso;90TKcjM8h6g208C\u00e9', 0, 'bad'],
    ['no MMSI', encodeAis({ type: 1, mmsi: 0 }).payload, 0, 'bad'],
    ['a base station', '402Ovd1uho;;01tbP6MUL@Q02<Cl', 0, 'other'],
  ])('with %s are told apart', (_, payload, fill, kind) => {
    expect(decodeAis(payload, fill).kind).toBe(kind);
  });

  it('never throw, whatever the payload', () => {
    fc.assert(fc.property(fc.string({ maxLength: 100 }), fc.integer({ min: -1, max: 9 }), (payload, fill) => {
      expect(['message', 'other', 'bad']).toContain(decodeAis(payload, fill).kind);
    }));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw'), maxLength: 180 }), (payload) => {
      const decoded = decodeAis(payload, 0);
      if (decoded.kind === 'message') for (const value of Object.values(decoded.message)) expect(typeof value === 'number' ? Number.isFinite(value) : true).toBe(true);
    }), { numRuns: 1000 });
  });
});
