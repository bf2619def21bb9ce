import { createHash } from 'node:crypto';
import { NOTHING_KNOWN, type Standing } from './jt808.signals.js';

/** What is remembered of a terminal beyond its connection. */
export interface Terminal {
  /** As it registered; not known of a terminal that only authenticates, until it registers again. */
  plate?: string;
  /** It has registered with this process, so that any code it authenticates with is taken. */
  registered: boolean;
  standing: Standing;
}

/** Terminals remembered; the ones not heard of for longest are forgotten first, and tell all again when they come back. */
const MAX_TERMINALS = 20_000;

export interface Fleet {
  /** The terminal of this phone number, as it is remembered or new. */
  of(deviceCode: string): Terminal;
  /** Whether it has registered, without remembering it for having been asked. */
  hasRegistered(deviceCode: string): boolean;
}

export const createFleet = (limit = MAX_TERMINALS): Fleet => {
  const terminals = new Map<string, Terminal>();
  return {
    of(deviceCode) {
      const terminal = terminals.get(deviceCode) ?? { registered: false, standing: NOTHING_KNOWN };
      terminals.delete(deviceCode);
      terminals.set(deviceCode, terminal);
      for (const oldest of terminals.keys()) {
        if (terminals.size <= limit) break;
        terminals.delete(oldest);
      }
      return terminal;
    },
    hasRegistered: (deviceCode) => terminals.get(deviceCode)?.registered ?? false,
  };
};

/**
 * The authentication code a terminal is given when it registers: the same after every restart of the source, since terminals keep
 * theirs for years. `salt` tells sources apart.
 */
export const codeOf = (deviceCode: string, salt: string): string => createHash('sha256').update(`${deviceCode}\n${salt}`).digest('hex').slice(0, 16);
