import { encodeAisLines, openAisReader, type AisMessage } from '@one-screen/connectors';
import { spawnSync } from 'node:child_process';

/**
 * Our AIS encoder and decoder against gpsd's `gpsdecode`, which had no part in either: what we encode it must read, and both must read
 * the same out of it. Debian's package gpsd-clients has it.
 */
const wanted = spawnSync('gpsdecode', ['-V']).status === 0 || process.env['REQUIRE_SERVICES'] === '1';
if (!wanted) console.log('SKIP ais-gpsdecode: gpsdecode is not found on this machine (Debian: gpsd-clients)');
const describeWithGpsdecode = wanted ? describe : describe.skip;

const MESSAGES = 6_000;
/** Anything six-bit but `@`, which ends a text. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[\\]^_!"#$%&\'()*+,-./:;<=>?';

/** The same numbers on every run (mulberry32), from 0 up to but not 1. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Ships at sea, one value in ten of which is not available. */
const openSea = (seed: number) => {
  const random = seeded(seed);
  const whole = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1));
  const maybe = <T>(value: T): T | undefined => (random() < 0.1 ? undefined : value);
  const words = (most: number) => maybe(Array.from({ length: whole(1, most) }, () => LETTERS[whole(0, LETTERS.length - 1)]).join(''));
  const place = (scale: number) => ({ lon: maybe(whole(-180 * scale, 180 * scale) / scale), lat: maybe(whole(-90 * scale, 90 * scale) / scale) });
  const motion = () => ({ ...place(600_000), speedKn: maybe(whole(0, 1022) / 10), courseDeg: maybe(whole(0, 3599) / 10), headingDeg: maybe(whole(0, 359)), second: maybe(whole(0, 59)), accurate: random() < 0.5 });
  const extent = () => ({ toBow: whole(0, 511), toStern: whole(0, 511), toPort: whole(0, 63), toStarboard: whole(0, 63) });
  const makers: ((mmsi: number) => AisMessage[])[] = [
    ...([1, 2, 3] as const).map((type) => (mmsi: number): AisMessage[] => [{ type, mmsi, ...motion(), status: maybe(whole(0, 14)), turn: maybe(whole(-127, 127)) }]),
    (mmsi) => [{ type: 5, mmsi, imo: whole(0, 9_999_999), callsign: words(7), name: words(20), shipType: whole(0, 99), ...extent(), etaMonth: whole(1, 12), etaDay: whole(1, 28), etaHour: whole(0, 23), etaMinute: whole(0, 59), draught: maybe(whole(1, 255) / 10), destination: words(20) }],
    (mmsi) => [{ type: 14, mmsi, text: words(150) }],
    (mmsi) => [{ type: 18, mmsi, ...motion() }],
    (mmsi) => [{ type: 19, mmsi, ...motion(), name: words(20), shipType: whole(0, 99), ...extent() }],
    // Both halves one after the other, as transponders send them: gpsdecode shows them as one.
    (mmsi) => [{ type: 24, part: 'A', mmsi, name: words(20) }, { type: 24, part: 'B', mmsi, callsign: words(7), shipType: whole(0, 99), vendor: words(3), ...extent() }],
    (mmsi) => [{ type: 27, mmsi, ...place(600), status: maybe(whole(0, 14)), speedKn: maybe(whole(0, 62)), courseDeg: maybe(whole(0, 359)), accurate: random() < 0.5 }],
  ];
  return { whole, next: () => makers[whole(0, makers.length - 1)]?.(whole(201_000_000, 775_999_999)) ?? [] };
};

type Shown = Record<string, string | number | boolean>;
const gpsdecode = (lines: readonly string[], ...flags: string[]): Shown[] => {
  const run = spawnSync('gpsdecode', ['-j', ...flags], { input: `${lines.join('\r\n')}\r\n`, maxBuffer: 64 * 1_048_576, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`gpsdecode ended with ${run.status}: ${run.stderr}`);
  return run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Shown);
};

/**
 * Where gpsd writes the same thing in another way (3.22, seen in its output), and what of ours it is compared with:
 * 1. What is not available is a value: lon 181, lat 91, course 360 (27: 511), heading 511, status 15, empty text. Ours is undefined.
 * 2. Speed not available is "nan" in 1 to 3, 102.3 in 18 and 19, 63 in 27; in 1 to 3 "fast" is 1022, 102.2 knots or more. Ours is undefined; 102.2.
 * 3. Positions have six decimals (a wire unit is 1/600000 degree); in 27 one decimal, coarser than the wire's 1/600. Compared to half
 *    the last decimal here; the unscaled run below compares the wire's own units.
 * 4. The status of 27 is a text. Left to the unscaled run.
 * 5. Text keeps the spaces in front; ours is trimmed at both ends.
 * 6. The halves of 24 are shown as one record, under the second.
 */
const unavailable: Record<string, readonly (string | number)[]> = { lon: [181], lat: [91], course: [360, 511], heading: [511], speed: ['nan', 102.3, 63], status: [15], shipname: [''], callsign: [''], destination: [''], text: [''], draught: [0] };
const OURS: Record<string, string> = { lon: 'lon', lat: 'lat', course: 'courseDeg', heading: 'headingDeg', speed: 'speedKn', status: 'status', shipname: 'name', callsign: 'callsign', destination: 'destination', text: 'text', draught: 'draught' };
const isUnavailable = (type: number, name: string, value: string | number | boolean | undefined): boolean =>
  // 63 knots and 511 degrees mean "unknown" in 27 only; there is no 511 degrees elsewhere.
  (name === 'speed' && value === 63 ? type === 27 : (unavailable[name] ?? []).some((each) => each === value));

const differenceOf = (type: number, name: string, theirs: string | number | boolean | undefined, our: string | number | undefined): boolean => {
  if (isUnavailable(type, name, theirs)) return our !== undefined;
  if (theirs === 'fast') return our !== 102.2;
  if (typeof theirs === 'string') return (theirs.trim() || undefined) !== our;
  if (typeof theirs !== 'number' || typeof our !== 'number') return true;
  const half = name !== 'lon' && name !== 'lat' ? 0 : type === 27 ? 0.05 : 0.000_000_5;
  return Math.abs(theirs - our) > half + 1e-9;
};

describeWithGpsdecode('AIS as gpsd reads it', () => {
  const lines: string[] = [];
  /** What gpsdecode should show, one each: our reading of the line (of 24, both halves together). */
  const ours: Record<string, string | number | undefined>[] = [];

  beforeAll(() => {
    const sea = openSea(20_260_301);
    const reader = openAisReader();
    for (let count = 0; count < MESSAGES; count += 1) {
      const heard = {};
      for (const message of sea.next()) {
        const own = encodeAisLines(message, { talker: ['AI', 'BS', 'AB'][count % 3], channel: 'AB'[count % 2], sequence: count % 10, ...(count % 4 === 0 && { time: 1_772_323_200_000 + count * 1000, station: 'shore-1' }) });
        lines.push(...own);
        const last = own.map((line) => reader.read(line)).at(-1);
        if (last?.kind !== 'message') throw new Error(`not understood: ${own.join(' ')}`);
        Object.assign(heard, last.message);
      }
      ours.push(heard);
    }
  });

  it('is read the same: position, speed, course, heading and every text', () => {
    expect(lines.length).toBeGreaterThan(5_000);
    const records = gpsdecode(lines);
    expect(records.map(({ type, mmsi }) => `${type} ${mmsi}`)).toEqual(ours.map(({ type, mmsi }) => `${type} ${mmsi}`));
    const differences: string[] = [];
    const compared: Record<string, number> = {};
    records.forEach((record, index) => {
      const own = ours[index] ?? {};
      const type = Number(record['type']);
      for (const [name, ourName] of Object.entries(OURS)) {
        if (!(name in record)) {
          // What gpsd does not show, we must not know; a ship without a position report has none.
          if (own[ourName] !== undefined) differences.push(`${index}: ${type} ${name} is missing, ours ${own[ourName]}`);
          continue;
        }
        if (type === 27 && name === 'status') continue;
        compared[name] = (compared[name] ?? 0) + 1;
        if (differenceOf(type, name, record[name], own[ourName])) differences.push(`${index}: ${type} ${name} ${record[name]}, ours ${own[ourName]}`);
      }
    });
    expect(differences).toEqual([]);
    for (const name of ['lon', 'lat', 'speed', 'course']) expect(compared[name]).toBeGreaterThan(3_500);
    for (const name of ['shipname', 'callsign', 'destination', 'text']) expect(compared[name]).toBeGreaterThan(500);
  });

  it('is the same to the last unit of the wire', () => {
    const records = gpsdecode(lines, '-u');
    expect(records).toHaveLength(ours.length);
    const differences: string[] = [];
    records.forEach((record, index) => {
      const { type, lon, lat, speedKn, courseDeg, status } = (ours[index] ?? {}) as { type: number; lon?: number; lat?: number; speedKn?: number; courseDeg?: number; status?: number };
      if (!('lon' in record)) return;
      const [degree, tenth] = type === 27 ? [600, 1] : [600_000, 10];
      const wire = { lon: Math.round((lon ?? 181) * degree), lat: Math.round((lat ?? 91) * degree), speed: speedKn === undefined ? (type === 27 ? 63 : 1023) : Math.round(speedKn * tenth), course: courseDeg === undefined ? (type === 27 ? 511 : 3600) : Math.round(courseDeg * tenth), ...('status' in record && { status: status ?? 15 }) };
      for (const [name, value] of Object.entries(wire)) if (record[name] !== value) differences.push(`${index}: ${type} ${name} ${record[name]}, ours ${value}`);
    });
    expect(differences).toEqual([]);
  });
});
