import fc from 'fast-check';
import { holdsBits, ModbusPoint, REGISTERS, WORDS, type ModbusOptions } from './modbus.options.js';
import { blockName, BRIDGED, LONGEST, partsOf, planOf, rawOf, requestOf, type Block } from './modbus.plan.js';
import { encodeValue } from './modbus.value.js';

type Wanted = Partial<ModbusOptions['points'][number]>;
let made = 0;
const pointAt = (address: number, more: Wanted = {}): ModbusPoint => ModbusPoint.parse({ address, register: 'holding', type: 'u16', point: `p${(made += 1)}`, deviceCode: 'D', ...more });
const spans = (blocks: Block[]): string[] => blocks.map(({ register, address, length }) => `${register} ${address}+${length}`);
const widthOf = (point: ModbusPoint): number => (holdsBits(point.register) ? 1 : WORDS[point.type]);

const anyPoint = fc.record({ address: fc.integer({ min: 0, max: 400 }), register: fc.constantFrom(...REGISTERS), type: fc.constantFrom('u16' as const, 'f32' as const, 'f64' as const) })
  .map(({ address, register, type }) => pointAt(address, { register, type: holdsBits(register) ? 'bool' : type }));

describe('a plan of reading', () => {
  it('bridges gaps of up to eight registers, not nine', () => {
    expect(spans(planOf([pointAt(0), pointAt(9)]))).toEqual(['holding 0+10']);
    expect(spans(planOf([pointAt(0), pointAt(10)]))).toEqual(['holding 0+1', 'holding 10+1']);
  });

  it('reads at most 125 registers at once, and never half a value', () => {
    expect(spans(planOf(Array.from({ length: 126 }, (_, index) => pointAt(index))))).toEqual(['holding 0+125', 'holding 125+1']);
    expect(spans(planOf([...Array.from({ length: 124 }, (_, index) => pointAt(index)), pointAt(124, { type: 'f32' })]))).toEqual(['holding 0+124', 'holding 124+2']);
  });

  it('reads at most 2,000 bits at once, each table by itself', () => {
    const bits = Array.from({ length: 2_001 }, (_, index) => pointAt(index, { register: 'coil', type: 'bool' }));
    expect(spans(planOf([...bits, pointAt(0, { register: 'discrete', type: 'bool' }), pointAt(0, { register: 'input' })]))).toEqual(['coil 0+2000', 'coil 2000+1', 'discrete 0+1', 'input 0+1']);
  });

  it('has every point in exactly one block, whole, within the limits and without gaps above the bridged', () => {
    fc.assert(fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 60 }), (points) => {
      const plan = planOf(points);
      expect(new Set(plan.flatMap((block) => block.points))).toEqual(new Set(points));
      expect(plan.flatMap((block) => block.points)).toHaveLength(points.length);
      for (const block of plan) {
        const kind = holdsBits(block.register) ? 'bits' : 'words';
        expect(block.length).toBeLessThanOrEqual(LONGEST[kind]);
        let reached = block.address;
        for (const point of block.points) {
          expect(point.address - reached).toBeLessThanOrEqual(BRIDGED[kind]);
          reached = Math.max(reached, point.address + widthOf(point));
        }
        expect(reached).toBe(block.address + block.length);
      }
    }));
  });
});

describe('a refused block', () => {
  it('is asked for without its gaps, then in halves, down to the single registers', () => {
    const [block] = planOf([pointAt(0), pointAt(1), pointAt(2), pointAt(5)]);
    const exact = partsOf(block!);
    expect(spans(exact)).toEqual(['holding 0+3', 'holding 5+1']);
    const halves = partsOf(exact[0]!);
    expect(spans(halves)).toEqual(['holding 0+2', 'holding 2+1']);
    expect(spans(partsOf(halves[0]!))).toEqual(['holding 0+1', 'holding 1+1']);
    expect(partsOf(halves[1]!)).toEqual([]);
  });

  it('of bits of one register stays whole', () => {
    const bits = [0, 1, 2].map((bit) => pointAt(7, { type: 'bit', bit }));
    expect(partsOf(planOf(bits)[0]!)).toEqual([]);
    expect(partsOf(planOf([...bits, pointAt(8)])[0]!).map((block) => block.points.length)).toEqual([3, 1]);
  });

  it('comes to an end without losing a point, however often its parts are refused', () => {
    fc.assert(fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 40 }), (points) => {
      const waiting = planOf(points);
      const final: ModbusPoint[] = [];
      for (let block = waiting.pop(); block; block = waiting.pop()) {
        const parts = partsOf(block);
        if (parts.length) waiting.push(...parts);
        else final.push(...block.points);
      }
      expect(final).toHaveLength(points.length);
      expect(new Set(final)).toEqual(new Set(points));
    }));
  });
});

describe('an answered block', () => {
  it('gives each point what its registers hold', () => {
    const [a, b] = [pointAt(10), pointAt(14, { type: 'f32', order: 'CDAB' })];
    const [block] = planOf([b, a]);
    const bytes = Buffer.alloc(block!.length * 2);
    encodeValue(4711, a).copy(bytes, 0);
    encodeValue(-1.25, b).copy(bytes, 8);
    expect([a, b].map((point) => rawOf(block!, bytes, point))).toEqual([4711, -1.25]);
  });

  it('gives each point its bit, packed from the lowest of the first byte', () => {
    const points = [0, 3, 9].map((address) => pointAt(address + 100, { register: 'discrete', type: 'bool' }));
    const [block] = planOf(points);
    expect(points.map((point) => rawOf(block!, Buffer.from([0b0000_1000, 0b0000_0010]), point))).toEqual([0, 1, 1]);
  });

  it('is named for people and shown as its request', () => {
    const [block] = planOf([pointAt(0x6b), pointAt(0x6d)]);
    expect(blockName(block!)).toBe('保持寄存器 holding 107-109');
    expect(requestOf(block!)).toEqual(Buffer.from([0x03, 0x00, 0x6b, 0x00, 0x03]));
  });
});
