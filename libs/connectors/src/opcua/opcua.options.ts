import { LEVELS } from '@one-screen/domain';
import { z } from 'zod';
import { isPlain, line } from '../plain-text.js';

export const SECURITY_MODES = ['None', 'Sign', 'SignAndEncrypt'] as const;
/** Policies of OPC 10000-7 that are not withdrawn; Basic128Rsa15 and Basic256 (SHA-1) are left out. */
export const SECURITY_POLICIES = ['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'] as const;

/**
 * A node's address as text (OPC 10000-6 5.3.1.10): `ns=2;s=Tank1.Level`, `ns=3;i=1001`, `i=2258`, a GUID (`g=`) or opaque bytes (`b=`).
 * `nsu=<uri>;` names the namespace by what it is called, where the server numbers its namespaces anew at each start (`;` and `%` in it are escaped).
 */
const NODE_ID = /^(?:ns=\d{1,5};|nsu=[^;]{1,300};)?(?:i=\d{1,10}|s=.{1,400}|g=[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|b=[A-Za-z0-9+/]{1,400}={0,2})$/u;

const name = z.string().trim().min(1).max(64).refine(isPlain, { error: '不能含控制字符 / control characters are not allowed' });

/**
 * One variable of the server and what it measures. `alarm` makes a contact (联锁动作, 探测器触点; a Boolean, or a number that is 0 or
 * not) an alarm, standing while it equals `when`.
 */
export const OpcuaNode = z.object({
  nodeId: z.string().trim().max(720).regex(NODE_ID, { error: '节点标识如 ns=2;s=Tank1.Level / expected a node id such as ns=2;s=Tank1.Level' }).refine(isPlain, { error: '不能含控制字符 / control characters are not allowed' }),
  point: name,
  unit: z.string().overwrite(line).trim().max(32).default(''),
  deviceCode: name,
  alarm: z.object({ level: z.enum(LEVELS), title: z.string().overwrite(line).trim().min(1).max(200), when: z.boolean().default(true) }).optional(),
});
export type OpcuaNode = z.output<typeof OpcuaNode>;

/** What a node is called within its source, and the key of its alarm: `<deviceCode>/<point>`. */
export const keyOfNode = ({ deviceCode, point }: Pick<OpcuaNode, 'deviceCode' | 'point'>): string => `${deviceCode}/${point}`;

/**
 * One server and what is monitored of it. Milliseconds: the server samples every `samplingInterval`, tells changes every
 * `publishingInterval`; all nodes are read anew every `refresh`, so that what does not change is known to be still so; an answer is
 * waited for `timeout`. `deadband`: changes smaller than this (in the node's own unit) are not told. `serverFingerprint`: SHA-256 of
 * the certificate the server must have; without it any is taken. `pki`: a folder that keeps our own certificate and key (made there
 * at first use), so that the server can trust us once and for all; without it they are made anew at each start, in memory only.
 */
export const OpcuaOptions = z.object({
  endpoint: z.string().max(500).regex(/^opc\.tcp:\/\/(?:\[[0-9A-Fa-f:.]+\]|[^\s/:@[\]?#]+)(?::\d{1,5})?(?:\/\S*)?$/, { error: '如 opc.tcp://192.0.2.30:4840 / expected opc.tcp://host:port' }),
  securityMode: z.enum(SECURITY_MODES).default('None'),
  securityPolicy: z.enum(SECURITY_POLICIES).optional(),
  username: z.string().min(1).max(200).optional(),
  password: z.string().max(200).optional(),
  serverFingerprint: z.string().transform((text) => text.replaceAll(':', '').toLowerCase()).pipe(z.string().regex(/^[0-9a-f]{64}$/, { error: 'SHA-256，64 位十六进制 / expected SHA-256 as 64 hex digits' })).optional(),
  pki: z.string().min(1).max(500).optional(),
  publishingInterval: z.number().int().min(100).max(60_000).default(1_000),
  samplingInterval: z.number().int().min(0).max(60_000).default(500),
  deadband: z.number().positive().optional(),
  refresh: z.number().int().min(1_000).max(3_600_000).default(30_000),
  timeout: z.number().int().min(500).max(60_000).default(5_000),
  nodes: z.array(OpcuaNode).min(1).max(5_000).superRefine((nodes, context) => {
    const known = new Set<string>();
    nodes.forEach((node, index) => {
      const key = keyOfNode(node);
      if (known.has(key)) context.addIssue({ code: 'custom', path: [index, 'point'], message: `${key} 重复 / ${key} appears twice` });
      known.add(key);
    });
  }),
}).superRefine((options, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (options.securityPolicy !== undefined && (options.securityMode === 'None') !== (options.securityPolicy === 'None')) wrong('securityPolicy', '与 securityMode 不符 / does not go with securityMode');
  if (options.password !== undefined && options.username === undefined) wrong('username', '有密码须有账号 / a password needs a user name');
  if (options.serverFingerprint !== undefined && options.securityMode === 'None') wrong('serverFingerprint', '须启用 securityMode / needs a securityMode');
});
export type OpcuaOptions = z.input<typeof OpcuaOptions>;
/** The options as checked, every default filled in. */
export type OpcuaSettings = z.output<typeof OpcuaOptions>;
