import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Settings of the aggregator, read once at start; the only reader of the environment. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Empty: embedded SQLite under `dataDir`. */
  databaseUrl: string;
  redisUrl: string;
  mqttUrl: string;
  demo: boolean;
  demoPassword: string;
  siteName: string;
  siteDivision: string;
  sessionSecret: string;
  /** Whether the environment gave it; otherwise identity keeps one in `dataDir`. */
  sessionSecretGiven?: boolean;
  adminPassword: string;
  sourcesFile: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Signing limits by level, seconds. */
  signSeconds: { red: number; orange: number; yellow: number; blue: number };
  /** Alarms per second one source may send, and how many it may send at once. */
  intakeRate: number;
  intakeBurst: number;
  /** Names this instance in logs and leases: no two that run at once should have the same. */
  instance: string;
  /** Behind a proxy: trust X-Forwarded-For and X-Forwarded-Proto. */
  trustProxy: boolean;
}

const text = z.string().trim();
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((value) => value === '1' || value === 'true');
const url = (...schemes: string[]) =>
  text.refine((value) => value === '' || schemes.some((scheme) => value.startsWith(`${scheme}://`) && URL.canParse(value)), { error: `a URL of ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, or empty` });
const seconds = z.coerce.number({ error: 'a number of seconds from 1 to 86400' }).min(1, { error: 'a number of seconds from 1 to 86400' }).max(86_400, { error: 'a number of seconds from 1 to 86400' });
const count = (low: number, high: number) => z.coerce.number({ error: `a whole number from ${low} to ${high}` }).int({ error: `a whole number from ${low} to ${high}` }).min(low, { error: `a whole number from ${low} to ${high}` }).max(high, { error: `a whole number from ${low} to ${high}` });

const Environment = z.object({
  PORT: count(0, 65_535).default(8080),
  HOST: text.min(1, { error: 'a host name or address' }).default('127.0.0.1'),
  DATA_DIR: text.min(1, { error: 'a folder' }).default('./data'),
  DATABASE_URL: url('mysql', 'mariadb').default(''),
  REDIS_URL: url('redis', 'rediss').default(''),
  MQTT_URL: url('mqtt', 'mqtts', 'ws', 'wss').default(''),
  DEMO: flag.default(false),
  DEMO_PASSWORD: text.default(''),
  SITE_NAME: text.min(1, { error: 'a name of 1 to 40 characters' }).max(40, { error: 'a name of 1 to 40 characters' }).default('古城街道安全生产“一张屏”'),
  SITE_DIVISION: text.regex(/^\d{6,12}$/, { error: 'a division code of 6 to 12 digits' }).default('331082001'),
  SESSION_SECRET: text.refine((value) => value === '' || value.length >= 32, { error: 'at least 32 characters' }).default(''),
  ADMIN_PASSWORD: text.default(''),
  SOURCES_FILE: text.default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], { error: 'one of fatal, error, warn, info, debug, silent' }).default('info'),
  SIGN_RED: seconds.default(180),
  SIGN_ORANGE: seconds.default(600),
  SIGN_YELLOW: seconds.default(1800),
  SIGN_BLUE: seconds.default(7200),
  INTAKE_RATE: count(1, 1_000_000).default(2000),
  INTAKE_BURST: count(1, 10_000_000).default(20_000),
  INSTANCE: text.regex(/^[A-Za-z0-9_.-]{1,40}$/, { error: '1 to 40 letters, digits, dots, dashes or underscores' }).optional(),
  TRUST_PROXY: flag.default(false),
});

/** A setting that stops the start; the message is the one sentence a person needs. */
export class ConfigError extends Error {}

/**
 * Checks the environment. `requireSecret` (npm run serve) makes SESSION_SECRET obligatory; the demo makes one for itself.
 * Throws ConfigError naming the variable and what it may be, never its value.
 */
export const readConfig = (env: NodeJS.ProcessEnv, options: { requireSecret: boolean }): Config => {
  const known = Object.fromEntries(Object.keys(Environment.shape).flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  const parsed = Environment.safeParse(known);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const allowed = issue?.code === 'invalid_value' && !issue.message.startsWith('one of') ? `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}` : issue?.message;
    throw new ConfigError(`Setting ${String(issue?.path[0])} is wrong: it must be ${allowed}. / 设置 ${String(issue?.path[0])} 不正确，请改正后再启动。`);
  }
  const value = parsed.data;
  if (options.requireSecret && !value.DEMO && value.SESSION_SECRET === '') {
    throw new ConfigError('Setting SESSION_SECRET is required: it must be at least 32 characters. / 必须设置 SESSION_SECRET（至少 32 个字符）。');
  }
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    mqttUrl: value.MQTT_URL,
    demo: value.DEMO,
    demoPassword: value.DEMO_PASSWORD,
    siteName: value.SITE_NAME,
    siteDivision: value.SITE_DIVISION,
    sessionSecret: value.SESSION_SECRET || randomBytes(32).toString('hex'),
    sessionSecretGiven: value.SESSION_SECRET !== '',
    adminPassword: value.ADMIN_PASSWORD,
    sourcesFile: value.SOURCES_FILE,
    logLevel: value.LOG_LEVEL,
    signSeconds: { red: value.SIGN_RED, orange: value.SIGN_ORANGE, yellow: value.SIGN_YELLOW, blue: value.SIGN_BLUE },
    intakeRate: value.INTAKE_RATE,
    intakeBurst: value.INTAKE_BURST,
    instance: value.INSTANCE ?? `${hostname().replaceAll(/[^A-Za-z0-9_.-]/g, '-').slice(0, 30)}`,
    trustProxy: value.TRUST_PROXY,
  };
};
