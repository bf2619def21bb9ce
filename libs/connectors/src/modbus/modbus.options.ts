import { LEVELS } from '@one-screen/domain';
import { z } from 'zod';
import { isPlain, line } from '../plain-text.js';

/** The four tables of a Modbus device (Modbus Application Protocol V1.1b3, 4.3): 16-bit words to read and write, to read only; bits to read and write, to read only. */
export const REGISTERS = ['holding', 'input', 'coil', 'discrete'] as const;
export type Register = (typeof REGISTERS)[number];

/** How the bytes of a value lie in its registers; ABCD is what the protocol itself does (big-endian), the others are habits of makers. */
export const ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const;
export type Order = (typeof ORDERS)[number];

export const TYPES = ['u16', 'i16', 'u32', 'i32', 'f32', 'f64', 'bool', 'bit'] as const;
export type ValueType = (typeof TYPES)[number];

/** How many registers a value takes. */
export const WORDS: Record<ValueType, 1 | 2 | 4> = { u16: 1, i16: 1, u32: 2, i32: 2, f32: 2, f64: 4, bool: 1, bit: 1 };

/** Whether a table holds bits (coils and discrete inputs) rather than words. */
export const holdsBits = (register: Register): boolean => register === 'coil' || register === 'discrete';

const name = z.string().trim().min(1).max(64).refine(isPlain, { error: '不能含控制字符 / control characters are not allowed' });

/**
 * One measured point. `address` counts from 0 as on the wire (40001 of a manual is `holding` 0). The value shown is raw × `scale` + `offset`;
 * a raw value outside `min`..`max` is shown as bad. `bit` 0 is the lowest of its register. `alarm` makes a contact (联锁动作, 探测器触点) an alarm,
 * standing while the bit equals `when`.
 */
export const ModbusPoint = z.object({
  address: z.number().int().min(0).max(65_535),
  register: z.enum(REGISTERS),
  type: z.enum(TYPES),
  bit: z.number().int().min(0).max(15).optional(),
  order: z.enum(ORDERS).default('ABCD'),
  scale: z.number().refine((scale) => scale !== 0, { error: '不能为 0 / must not be 0' }).default(1),
  offset: z.number().default(0),
  min: z.number().optional(),
  max: z.number().optional(),
  point: name,
  unit: z.string().overwrite(line).trim().max(32).default(''),
  deviceCode: name,
  alarm: z.object({ level: z.enum(LEVELS), title: z.string().overwrite(line).trim().min(1).max(200), when: z.boolean().default(true) }).optional(),
}).superRefine((point, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  const oneBit = point.type === 'bool' || point.type === 'bit';
  if (holdsBits(point.register) && point.type !== 'bool') wrong('type', '线圈与离散量只能是 bool / coils and discrete inputs are bool');
  if ((point.type === 'bit') !== (point.bit !== undefined)) wrong('bit', 'bit 类型须给出位号，其他类型不可 / a bit number belongs to type bit, and to no other');
  if (!holdsBits(point.register) && point.address + WORDS[point.type] > 65_536) wrong('address', '超出 65535 / reaches beyond 65535');
  if (oneBit && (point.scale !== 1 || point.offset !== 0)) wrong('scale', '开关量没有比例与偏移 / a single bit has no scale or offset');
  if (point.min !== undefined && point.max !== undefined && point.min > point.max) wrong('min', 'min 大于 max / min is above max');
  if (point.alarm && !oneBit) wrong('alarm', '只有 bool 与 bit 可作报警触点 / only bool and bit can be alarm contacts');
});
export type ModbusPoint = z.output<typeof ModbusPoint>;

/** What a point is called within its source, and the key of its alarm: `<deviceCode>/<point>`. */
export const keyOfPoint = ({ deviceCode, point }: Pick<ModbusPoint, 'deviceCode' | 'point'>): string => `${deviceCode}/${point}`;

/**
 * One device (or one unit behind a gateway) and what is read of it: every `every` ms, an answer being waited for `timeout` ms. A device that
 * cannot be reached is called down after `downAfter` ms of trying (通信中断延时; 0: at once), and is said to be connecting until then.
 */
export const ModbusOptions = z.object({
  host: z.string().regex(/^[^\s/]{1,253}$/, { error: '主机名或 IP 地址 / expected a host name or an IP address' }),
  port: z.number().int().min(1).max(65_535).default(502),
  unitId: z.number().int().min(0).max(255).default(1),
  every: z.number().int().min(200).max(3_600_000).default(1_000),
  timeout: z.number().int().min(50).max(60_000).default(2_000),
  downAfter: z.number().int().min(0).max(3_600_000).default(0),
  points: z.array(ModbusPoint).min(1).max(2_000).superRefine((points, context) => {
    const known = new Set<string>();
    points.forEach((point, index) => {
      const key = keyOfPoint(point);
      if (known.has(key)) context.addIssue({ code: 'custom', path: [index, 'point'], message: `${key} 重复 / ${key} appears twice` });
      known.add(key);
    });
  }),
});
export type ModbusOptions = z.input<typeof ModbusOptions>;
/** The options as checked, every default filled in. */
export type ModbusSettings = z.output<typeof ModbusOptions>;
