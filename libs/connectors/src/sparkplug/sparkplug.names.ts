import { z } from 'zod';
import { isPlain } from '../plain-text.js';
import type { NodeName } from './sparkplug.topic.js';

const Code = z.string().trim().min(1).max(64).refine(isPlain, { error: '编码不能含控制字符 / control characters are not allowed in a code' });
const Named = z.union([Code, z.strictObject({ point: Code, unit: z.string().max(32).refine(isPlain).optional() })]);
/** MQTT topic levels a host may be called by. */
const HostId = z.string().regex(/^[^/+#\s]{1,64}$/, { error: '主机标识不能含 /、+、# 或空格 / a host id has no /, +, # or spaces' });

/**
 * What a Sparkplug source may say: `hostId`, as which we are online at the broker; `devices`, other device codes for `node`, `node/device`
 * or `group/node/device`; `points`, other names (and units) for metrics, so that the rules that look for them find them.
 */
export const SparkplugOptions = z.strictObject({ hostId: HostId.optional(), devices: z.record(z.string().max(200), Code).optional(), points: z.record(z.string().max(500), Named).optional() });
export type SparkplugOptions = z.output<typeof SparkplugOptions>;

/** The code of an edge node (`node`) or of a device of it (`node/device`), unless the table has another. */
export const deviceCodeOf = ({ devices = {} }: SparkplugOptions, { group, node }: NodeName, device: string | undefined): string => {
  const name = device === undefined ? node : `${node}/${device}`;
  const own = [`${group}/${name}`, name].find((each) => Object.hasOwn(devices, each));
  return own === undefined ? name : (devices[own] ?? name);
};

/** The point a metric is, and its unit when the table says one. */
export const pointOf = ({ points = {} }: SparkplugOptions, metric: string): { point: string; unit?: string } => {
  const named = Object.hasOwn(points, metric) ? points[metric] : undefined;
  return named === undefined ? { point: metric } : typeof named === 'string' ? { point: named } : named;
};

/** What is wrong with a code or a point as it came from the field; undefined when it can be kept. */
export const codeFault = (code: string): string | undefined => (code.length > 64 ? '超过 64 个字符，请改名 / longer than 64 characters; rename it' : isPlain(code) && code.trim() === code && code !== '' ? undefined : '不是普通编码，请改名 / not a plain code; rename it');
