import { readTime, writeTime, type Read } from './jt808.fields.js';
import { readItems, writeItems, type Jt808Item } from './jt808.items.js';

/** Bits of a location's status word (JT/T 808-2019 clause 8, 状态位). */
export const STATUS = { acc: 0x1, located: 0x2, south: 0x4, west: 0x8, encrypted: 0x20 } as const;

/** The body of 0x0200 (JT/T 808-2019 clause 8, 位置信息汇报). */
export interface Jt808Location {
  /** 32 alarm bits, unsigned. */
  alarms: number;
  /** 32 status bits, unsigned. */
  status: number;
  /** Degrees as sent, signed by the status bits south and west; not checked: terminals are known to swap the two. */
  lat: number;
  lon: number;
  altitudeM: number;
  speedKmh: number;
  /** Degrees clockwise from north. */
  direction: number;
  /** Epoch milliseconds; nothing when the terminal's clock was not set. */
  at?: number;
  items: Jt808Item[];
  /** Why the rest of the items could not be read; what stands here is good all the same. */
  itemsError?: string;
}

const FIXED = 28;

/** A location body to its values. Never throws. */
export const readLocation = (body: Buffer): Read<Jt808Location> => {
  if (body.length < FIXED) return { ok: false, error: `位置信息 ${body.length} 字节，至少应有 ${FIXED} 字节 / a location of ${body.length} bytes, at least ${FIXED} expected` };
  const status = body.readUInt32BE(4);
  const { items, error } = readItems(body.subarray(FIXED));
  return {
    ok: true,
    value: {
      alarms: body.readUInt32BE(0), status, lat: degrees(body.readUInt32BE(8), (status & STATUS.south) !== 0), lon: degrees(body.readUInt32BE(12), (status & STATUS.west) !== 0),
      altitudeM: body.readUInt16BE(16), speedKmh: body.readUInt16BE(18) / 10, direction: body.readUInt16BE(20), at: readTime(body, 22), items,
      ...(error !== undefined && { itemsError: error }),
    },
  };
};

const degrees = (millionths: number, negative: boolean): number => (negative && millionths ? -millionths : millionths) / 1e6;

/** The opposite; the hemispheres are told by the status bits alone, as on the wire. Throws RangeError for numbers that do not fit. */
export const encodeLocation = (location: Jt808Location): Buffer => {
  const fixed = Buffer.alloc(FIXED);
  fixed.writeUInt32BE(location.alarms, 0);
  fixed.writeUInt32BE(location.status, 4);
  fixed.writeUInt32BE(Math.round(Math.abs(location.lat) * 1e6), 8);
  fixed.writeUInt32BE(Math.round(Math.abs(location.lon) * 1e6), 12);
  fixed.writeUInt16BE(location.altitudeM, 16);
  fixed.writeUInt16BE(Math.round(location.speedKmh * 10), 18);
  fixed.writeUInt16BE(location.direction, 20);
  fixed.set(writeTime(location.at), 22);
  return Buffer.concat([fixed, writeItems(location.items)]);
};
