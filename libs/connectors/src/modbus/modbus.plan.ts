import { holdsBits, WORDS, type ModbusPoint, type Register } from './modbus.options.js';
import { decodeValue } from './modbus.value.js';

/** One read request and the points its answer serves. `length` counts registers, or bits of a table of bits. */
export interface Block {
  register: Register;
  address: number;
  length: number;
  points: ModbusPoint[];
  /** Whether it also reads what nobody asked for, to save a request. */
  bridged: boolean;
}

/** At most so much in one request (Modbus Application Protocol V1.1b3, 6.1 to 6.4). */
export const LONGEST = { words: 125, bits: 2_000 } as const;
/** Gaps up to this are read along; in bits as many bytes as in words. */
export const BRIDGED = { words: 8, bits: 128 } as const;

const TABLES: readonly Register[] = ['coil', 'discrete', 'holding', 'input'];

const endOf = (point: ModbusPoint): number => point.address + (holdsBits(point.register) ? 1 : WORDS[point.type]);

/** Groups points into as few requests as the protocol and the bridged gaps allow; each point is in exactly one. */
export const planOf = (points: readonly ModbusPoint[]): Block[] => grouped(points, true);

const grouped = (points: readonly ModbusPoint[], bridging: boolean): Block[] =>
  TABLES.flatMap((register) => {
    const kind = holdsBits(register) ? 'bits' : 'words';
    const blocks: Block[] = [];
    let block: Block | undefined;
    for (const point of points.filter((each) => each.register === register).sort((a, b) => a.address - b.address || endOf(a) - endOf(b))) {
      const end = endOf(point);
      const gap = block ? point.address - (block.address + block.length) : 0;
      if (!block || gap > (bridging ? BRIDGED[kind] : 0) || end - block.address > LONGEST[kind]) {
        block = { register, address: point.address, length: end - point.address, points: [point], bridged: false };
        blocks.push(block);
        continue;
      }
      block.points.push(point);
      block.length = Math.max(block.length, end - block.address);
      block.bridged ||= gap > 0;
    }
    return blocks;
  });

/**
 * A block that the device refused, in smaller parts: first without the gaps, then in halves, so that one point that the device does not
 * have takes no other with it. Empty when it cannot be made smaller.
 */
export const partsOf = (block: Block): Block[] => {
  if (block.bridged) return grouped(block.points, false);
  const { points } = block;
  const middle = Math.ceil(points.length / 2);
  for (let step = 0; step < points.length; step += 1) {
    const cut = [middle - step, middle + step].find((index) => isCut(points[index - 1], points[index]));
    if (cut !== undefined) return [...grouped(points.slice(0, cut), false), ...grouped(points.slice(cut), false)];
  }
  return [];
};

/** Points of the very same registers (bits of one word) stay together: asked for apart they would be refused one by one. */
const isCut = (before: ModbusPoint | undefined, after: ModbusPoint | undefined): boolean =>
  before !== undefined && after !== undefined && (before.address !== after.address || endOf(before) !== endOf(after));

/** The raw value of a point in the bytes that answered its block (bits are packed from the lowest of the first byte). */
export const rawOf = (block: Block, bytes: Buffer, point: ModbusPoint): number => {
  const at = point.address - block.address;
  if (holdsBits(block.register)) return ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  return decodeValue(bytes.subarray(at * 2, (at + WORDS[point.type]) * 2), point);
};

const NAMES: Record<Register, string> = { holding: '保持寄存器', input: '输入寄存器', coil: '线圈', discrete: '离散输入' };

/** A block for people: `保持寄存器 holding 0-9`. */
export const blockName = ({ register, address, length }: Block): string => `${NAMES[register]} ${register} ${address}${length > 1 ? `-${address + length - 1}` : ''}`;

const FUNCTIONS: Record<Register, number> = { coil: 1, discrete: 2, holding: 3, input: 4 };

/** The request of a block as its five bytes: function code, address, quantity. */
export const requestOf = ({ register, address, length }: Block): Buffer => {
  const request = Buffer.from([FUNCTIONS[register], 0, 0, 0, 0]);
  request.writeUInt16BE(address, 1);
  request.writeUInt16BE(length, 3);
  return request;
};
