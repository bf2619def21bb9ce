import { SECTORS, type Level, type Sector } from '@one-screen/domain';
import { z } from 'zod';

export const SOURCE_KINDS = ['http', 'mqtt', 'cap', 'jt808', 'gbt26875', 'hj212', 'ais', 'modbus', 'opcua', 'http-pull'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
/** Whether its senders post to our doors, each with the source's token; the other kinds have a line of their own. */
export const sendsWithToken = (kind: SourceKind): boolean => kind === 'http' || kind === 'cap';

/** A row of `SOURCES_FILE`, and what the admin page posts. `silentAfter` is an ISO 8601 duration. */
export const SourceBody = z.object({
  id: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  kind: z.enum(SOURCE_KINDS),
  sector: z.enum(SECTORS),
  name: z.string().trim().min(1).max(100),
  token: z.string().min(16).max(200).optional(),
  silentAfter: z.string().regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/).default('PT5M'),
  options: z.record(z.string(), z.unknown()).default({}),
});
export type SourceBody = z.infer<typeof SourceBody>;
/** What may be changed of a source; what is left out stays (so no defaults here). */
export const SourceChangeBody = SourceBody.partial().omit({ id: true, kind: true }).extend({
  silentAfter: SourceBody.shape.silentAfter.unwrap().optional(),
  options: SourceBody.shape.options.unwrap().optional(),
  disabled: z.boolean().optional(),
});
export const SourcesFile = z.object({ sources: z.array(SourceBody) });

/** Link state of a source: connecting, up, silent (no valid data for its stated interval), faulty, down, disabled. */
export const LINK_STATES = ['connecting', 'up', 'silent', 'faulty', 'down', 'disabled'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Where a source is found: the port we listen on, the address we ask, the topic we subscribe to, or the door of ours its senders post to. */
export interface SourceAddress {
  how: 'listens' | 'asks' | 'subscribes' | 'door';
  at: string;
}

export interface SourceView {
  id: string;
  kind: SourceKind;
  sector: Sector;
  name: string;
  state: LinkState;
  since: string;
  lastSeenAt?: string;
  lastError?: string;
  lastErrorAt?: string;
  accepted: number;
  repeats: number;
  rejected: number;
  silentAfter: string;
  fromFile: boolean;
  hasToken: boolean;
  revision: number;
  /** For those who may change them. */
  options?: Record<string, unknown>;
  /** Last messages that could not be understood, newest first (bounded). */
  badMessages?: { at: string; error: string; excerpt: string }[];
  /** Some of the last messages that were understood, newest first (bounded; of a busy source one a second). */
  goodMessages?: { at: string; excerpt: string }[];
  address?: SourceAddress;
  /** Messages of the last minute at the instance that answers. */
  perMinute?: { good: number; bad: number };
  /** Who came to its door last. */
  lastPeer?: { name: string; at: string };
}

/** A source just made or given a new token: the token is shown this once. */
export interface SourceCreated extends SourceView {
  token?: string;
}

/** One of the eight sectors on the wall. */
export interface SectorView {
  sector: Sector;
  open: Record<Level, number>;
  unsigned: number;
  sources: Record<LinkState, number>;
  /** Newest valid data of any of its sources. */
  freshAt?: string;
  objects: number;
  /** Alarms raised in each of the last 24 hours, oldest first. */
  spark: number[];
  at: string;
}
