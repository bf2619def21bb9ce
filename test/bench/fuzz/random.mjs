// Reproducible chance: the same seed gives the same bytes on every machine.

/** Numbers from a seed (sfc32 of four words made of it). */
export const randomFrom = (seed) => {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return t >>> 0;
  };
  for (let round = 0; round < 16; round += 1) next();
  /** A whole number from 0 to below `limit`. */
  const below = (limit) => next() % limit;
  const random = {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => below(100) < percent,
    pick: (list) => list[below(list.length)],
    bytes: (length) => {
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; at += 1) bytes[at] = next() >>> 11;
      return bytes;
    },
    digits: (length) => Array.from({ length }, () => below(10)).join(''),
  };
  return random;
};

/** Some bits turned over. */
export const flipped = (random, bytes) => {
  const copy = Buffer.from(bytes);
  for (let left = random.between(1, 4); left > 0 && copy.length; left -= 1) copy[random.below(copy.length)] ^= 1 << random.below(8);
  return copy;
};

/** The beginning, the end, or all but a piece of the middle. */
export const truncated = (random, bytes) => {
  const [one, other] = [random.below(bytes.length + 1), random.below(bytes.length + 1)].sort((x, y) => x - y);
  return random.pick([() => bytes.subarray(0, one), () => bytes.subarray(one), () => Buffer.concat([bytes.subarray(0, one), bytes.subarray(other)])])();
};

/** A piece of it twice, or something foreign in the middle. */
export const lengthened = (random, bytes, foreign = random.bytes(random.between(1, 40))) => {
  const at = random.below(bytes.length + 1);
  const piece = random.chance(50) ? bytes.subarray(at, at + random.between(1, bytes.length)) : foreign;
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
};

/** One of what can happen to bytes on their way. `marks` are the bytes that mean something to the protocol. */
export const mangled = (random, bytes, marks) => {
  const mark = () => Buffer.from(Array.from({ length: random.between(1, 3) }, () => random.pick(marks)));
  switch (random.below(7)) {
    case 0: return random.bytes(random.between(1, 200));
    case 1: return flipped(random, bytes);
    case 2: return truncated(random, bytes);
    case 3: return lengthened(random, bytes);
    case 4: return lengthened(random, bytes, mark());
    case 5: return Buffer.concat([truncated(random, bytes), mark(), truncated(random, bytes)]);
    default: return Buffer.concat([flipped(random, bytes), mark(), random.bytes(random.below(20))]);
  }
};

/** Bytes as a network may deliver them: whole, in a few pieces, seldom one by one. */
export const pieces = (random, bytes) => {
  if (random.chance(60) || bytes.length < 2) return [bytes];
  if (bytes.length < 200 && random.chance(5)) return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  const cuts = Array.from({ length: random.between(1, 3) }, () => random.below(bytes.length)).sort((x, y) => x - y);
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
};

const DEEP = { a: { b: [{ c: [[[[[[1]]]]]] }] } };
/** What nobody expects in the place of a value. `1e400` in JSON is Infinity. */
const NASTY = [
  null, true, false, 0, -0, -1, 1e308, -1e308, 1e-320, 2 ** 53, Number.NaN, Infinity, -Infinity, '', ' ', '\u0000', '\ud800', '\u202e反转', 'x'.repeat(300), '1e308', 'NaN', '-', '0x10', [], {}, [null], [[]], DEEP, '__proto__',
  '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00+08:00', '1969-12-31T00:00:00Z', '2026-03-01T08:00:00', '2026-03-01T25:61:61+08:00', -62_135_596_800_000, 253_402_300_799_000,
];

/** A JSON value with something wrong in it, anywhere. */
export const spoiled = (random, value) => {
  if (random.chance(15)) return random.pick(NASTY);
  if (Array.isArray(value)) {
    if (!value.length || random.chance(10)) return [...value, random.pick(NASTY)];
    const at = random.below(value.length);
    return value.map((each, index) => (index === at ? spoiled(random, each) : each));
  }
  if (typeof value !== 'object' || value === null) return random.chance(80) ? random.pick(NASTY) : value;
  const names = Object.keys(value);
  const name = random.pick(names.length ? names : ['x']);
  if (random.chance(15)) return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
  if (random.chance(10)) return { ...value, [random.pick(['__proto__', 'constructor', 'toString', '', 'x'.repeat(100), 'n_'])]: random.pick(NASTY) };
  return { ...value, [name]: spoiled(random, value[name]) };
};
