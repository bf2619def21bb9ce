import type { Sector } from '@one-screen/domain';
import type { AlarmView } from './alarm.contract.js';
import type { MaintenanceView } from './maintenance.contract.js';
import type { SectorView, SourceView } from './source.contract.js';

/** Version of the push contract; a screen that does not know it reloads. */
export const CONTRACT_VERSION = 1;

/** Sent on connect, every few seconds, and whenever a slow screen has drained: the heartbeat by which a screen knows it is current. */
export interface Hello {
  contract: number;
  build: string;
  serverTime: string;
  /** Latest journal sequence: a screen that is behind fetches the journal after its own. */
  sequence: number;
  database: 'up' | 'down';
  databaseSince: string;
  /** ISA-18.2 flood. */
  flood: boolean;
}

/** A record of the ledger has changed: whoever shows it asks again. Without an id a whole file came in. */
export interface RecordNotice {
  type: 'hazard' | 'inspection' | 'case' | 'accident';
  sector: Sector;
  id?: string;
  gridCode?: string;
  revision?: number;
  state?: string;
}

/** Everything the server says over the socket; the client says nothing (commands go over HTTP). */
export interface PushEvents {
  hello: (hello: Hello) => void;
  alarm: (view: AlarmView) => void;
  source: (view: SourceView) => void;
  sector: (view: SectorView) => void;
  maintenance: (view: MaintenanceView) => void;
  record: (notice: RecordNotice) => void;
}
export type PushName = keyof PushEvents;
export type PushPayload<N extends PushName> = Parameters<PushEvents[N]>[0];

/** Handshake: the session cookie, or `auth.token` with a wall token. */
export interface Handshake {
  token?: string;
}
/** Heartbeat every 2 s; a screen that heard nothing for 5 s says so. */
export const HELLO_EVERY = 2_000;
export const SILENCE_LIMIT = 5_000;
