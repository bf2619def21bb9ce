import { z } from 'zod';
import { defineConnector, type Sink } from '../connector.js';
import { line } from '../plain-text.js';
import { listen, LISTEN_DEFAULTS } from '../tcp/tcp.listener.js';
import { createFleet } from './jt808.fleet.js';
import { createPartJoiner } from './jt808.packets.js';
import { talkJt808 } from './jt808.session.js';

/**
 * A door for vehicle terminals (JT/T 808-2011, -2013, -2019 over TCP, with 苏标 items). `coordinates`: WGS-84 as the standard says, or
 * GCJ-02 as some makers send. `speedLimits`: km/h by plate or terminal phone number, `default` for all others; they only grade the
 * overspeeding a terminal tells of.
 */
export const Jt808Options = z.strictObject({
  host: z.string().trim().min(1).max(255).default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535),
  /** A connection that says nothing for so long is closed, seconds. */
  idleSeconds: z.number().int().min(10).max(86_400).default(300),
  coordinates: z.enum(['wgs84', 'gcj02']).default('wgs84'),
  speedLimits: z.record(z.string().trim().min(1).max(32), z.number().positive().max(300)).optional(),
});
export type Jt808Options = z.input<typeof Jt808Options>;

/** Phone numbers are known without leading zeros, however they are written. */
const named = (name: string): string => (/^\d+$/.test(name) ? name.replace(/^0+(?=.)/, '') : line(name));

const openJt808 = (options: z.output<typeof Jt808Options>, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  const { host, port, idleSeconds, coordinates, speedLimits = {} } = options;
  const limits = new Map(Object.entries(speedLimits).map(([name, limit]) => [named(name), limit]));
  const source = {
    sink, coordinates, fleet: createFleet(), joiner: createPartJoiner((error) => sink.bad(error, '')),
    limitOf: (deviceCode: string, plate: string | undefined) => limits.get(plate ?? '') ?? limits.get(deviceCode) ?? limits.get('default'),
    // Only what a terminal dials: a new speed limit must not make the codes of a whole fleet worthless.
    salt: `jt808 ${host}:${port}`,
  };
  return listen({ ...LISTEN_DEFAULTS, host, port, idleMs: idleSeconds * 1000 }, sink, abortSignal, (peer) => talkJt808(peer, source));
};

export const jt808Connector = defineConnector({ kind: 'jt808', options: Jt808Options, open: openJt808 });
