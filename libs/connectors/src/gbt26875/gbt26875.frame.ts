/**
 * One packet of GB/T 26875.3-2011 clause 6.6 (user information transmission device 用户信息传输装置 to monitoring centre 监控中心):
 * `40 40 | serial | version | time | source | destination | length | command | data unit | sum | 23 23`, integers little-endian.
 */

export const START = Buffer.from([0x40, 0x40]);
const END = Buffer.from([0x23, 0x23]);
/** Bytes before the data unit, and all bytes but the data unit. */
const HEAD_BYTES = 27;
const FRAME_BYTES = 30;
/** The longest data unit. */
export const MAX_UNIT_BYTES = 1024;
const MAX_ADDRESS = 2 ** 48 - 1;
const GMT8_MS = 8 * 3_600_000;

/** Command byte 命令字节 (table 3). */
export const COMMANDS = { control: 1, data: 2, confirm: 3, request: 4, answer: 5, deny: 6 } as const;

/** One packet. Addresses are decimal strings of the 6-byte number; `sentAt` is epoch milliseconds, missing when the sender's clock says no real time. */
export interface Packet {
  serial: number;
  version: { main: number; user: number };
  sentAt?: number;
  source: string;
  destination: string;
  command: number;
  unit: Buffer;
}

/** Time label 时间标签 (clause 8.2.2): second, minute, hour, day, month, year − 2000, binary, GMT+8. Undefined for what is no time on the calendar. */
export const decodeTime = (bytes: Buffer, at: number): number | undefined => {
  const [second = 99, minute = 99, hour = 99, day = 0, month = 0, year = 255] = bytes.subarray(at, at + 6);
  if (second > 59 || minute > 59 || hour > 23 || day < 1 || month < 1 || month > 12 || year > 99) return undefined;
  const wall = Date.UTC(2000 + year, month - 1, day, hour, minute, second);
  return new Date(wall).getUTCDate() === day ? wall - GMT8_MS : undefined;
};

/** The six bytes of a time in the years 2000 to 2099 (whole seconds); zeros for anything else. */
export const encodeTime = (at: number | undefined): Buffer => {
  const wall = new Date((at ?? Number.NaN) + GMT8_MS);
  const year = wall.getUTCFullYear() - 2000;
  return year >= 0 && year <= 99 ? Buffer.from([wall.getUTCSeconds(), wall.getUTCMinutes(), wall.getUTCHours(), wall.getUTCDate(), wall.getUTCMonth() + 1, year]) : Buffer.alloc(6);
};

/** Whether it is a 6-byte address as a decimal string. */
export const isAddress = (text: string): boolean => /^(0|[1-9]\d{0,14})$/.test(text) && Number(text) <= MAX_ADDRESS;

const sumOf = (bytes: Buffer, end: number): number => {
  let sum = 0;
  for (let at = 2; at < end; at += 1) sum += bytes[at] ?? 0;
  return sum & 0xff;
};

/** Bytes of the whole packet that begins at `at`, by its length field; undefined when that is more than a packet may carry, 0 when it is not there yet. */
export const lengthAt = (bytes: Buffer, at: number): number | undefined => {
  if (bytes.length < at + 26) return 0;
  const length = bytes.readUInt16LE(at + 24);
  return length > MAX_UNIT_BYTES ? undefined : FRAME_BYTES + length;
};

/** What the fault of a packet whose sum is wrong begins with: all else of it is whole. */
export const SUM_IS_WRONG = '校验和不符';

/** What is wrong with the bytes of one packet (start, length, end, sum), in words; undefined when nothing is. */
export const faultOf = (bytes: Buffer): string | undefined => {
  if (bytes.length < FRAME_BYTES) return '比一个数据包短 / shorter than a packet';
  if (!bytes.subarray(0, 2).equals(START)) return '不以 40 40 开头 / does not begin with 40 40';
  const length = lengthAt(bytes, 0);
  if (length === undefined) return `应用数据单元超过 ${MAX_UNIT_BYTES} 字节 / data unit longer than ${MAX_UNIT_BYTES} bytes`;
  if (length !== bytes.length) return '长度字段与实际不符 / length field does not fit';
  if (!bytes.subarray(-2).equals(END)) return '不以 23 23 结尾 / does not end with 23 23';
  const sum = sumOf(bytes, bytes.length - 3);
  return sum === bytes[bytes.length - 3] ? undefined : `${SUM_IS_WRONG}：应为 ${sum}，报文为 ${bytes[bytes.length - 3]} / sum is ${sum}, not ${bytes[bytes.length - 3]}`;
};

/** The control unit 控制单元 of a packet whose other parts may be missing or wrong; undefined without all of it. */
export const parseHead = (bytes: Buffer): Omit<Packet, 'unit'> | undefined =>
  bytes.length < HEAD_BYTES || !bytes.subarray(0, 2).equals(START) ? undefined : {
    serial: bytes.readUInt16LE(2),
    version: { main: bytes.readUInt8(4), user: bytes.readUInt8(5) },
    sentAt: decodeTime(bytes, 6),
    source: String(bytes.readUIntLE(12, 6)),
    destination: String(bytes.readUIntLE(18, 6)),
    command: bytes.readUInt8(26),
  };

/** One whole packet, or what is wrong with it in words. */
export const parsePacket = (bytes: Buffer): { ok: true; packet: Packet } | { ok: false; error: string } => {
  const error = faultOf(bytes);
  const head = parseHead(bytes);
  return error !== undefined || !head ? { ok: false, error: error ?? '比一个数据包短 / shorter than a packet' } : { ok: true, packet: { ...head, unit: bytes.subarray(HEAD_BYTES, -3) } };
};

/** The bytes of a packet. Throws RangeError for a serial, address or data unit that does not fit. */
export const encodePacket = (packet: Packet): Buffer => {
  if (packet.unit.length > MAX_UNIT_BYTES) throw new RangeError(`data unit of ${packet.unit.length} bytes, at most ${MAX_UNIT_BYTES}`);
  for (const address of [packet.source, packet.destination]) if (!isAddress(address)) throw new RangeError(`no 6-byte address: ${address}`);
  const bytes = Buffer.alloc(FRAME_BYTES + packet.unit.length);
  START.copy(bytes);
  bytes.writeUInt16LE(packet.serial, 2);
  bytes.writeUInt8(packet.version.main, 4);
  bytes.writeUInt8(packet.version.user, 5);
  encodeTime(packet.sentAt).copy(bytes, 6);
  bytes.writeUIntLE(Number(packet.source), 12, 6);
  bytes.writeUIntLE(Number(packet.destination), 18, 6);
  bytes.writeUInt16LE(packet.unit.length, 24);
  bytes.writeUInt8(packet.command, 26);
  packet.unit.copy(bytes, HEAD_BYTES);
  bytes.writeUInt8(sumOf(bytes, bytes.length - 3), bytes.length - 3);
  END.copy(bytes, bytes.length - 2);
  return bytes;
};

/** The empty answer to a packet: confirm 确认 or deny 否认, with its serial and version, addresses swapped. */
export const answerTo = (head: Omit<Packet, 'unit'>, command: typeof COMMANDS.confirm | typeof COMMANDS.deny, at: number): Buffer =>
  encodePacket({ serial: head.serial, version: head.version, sentAt: at, source: head.destination, destination: head.source, command, unit: Buffer.alloc(0) });
