import { readFileSync, writeFileSync, renameSync } from 'node:fs';
import type { Unstamped } from './alarms/native-message.js';

/**
 * The conditions this field has raised and not yet cleared, kept beside the tokens file. A device that comes back after a
 * power cut reports its state; so a field started again first clears what the earlier run left open.
 */
export interface OpenConditions {
  /** To be told of every message once the aggregator has answered for it. */
  note: (message: Unstamped) => void;
  /** Clears for all that is open, in the order raised. */
  clears: () => Unstamped[];
  /** Writes the list; a folder that cannot be written is not worth stopping for and answers false. */
  save: () => boolean;
}

const isMessage = (value: unknown): value is Unstamped => {
  const message = value as Partial<Unstamped> | null;
  return typeof message === 'object' && message !== null && typeof message.key === 'string' && typeof message.sector === 'string' && typeof message.title === 'string';
};

const load = (path: string): Unstamped[] => {
  try {
    const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(list) ? list.filter(isMessage) : [];
  } catch {
    return [];
  }
};

/** Opens the list at `path`; a missing or broken file is an empty list. */
export const openConditions = (path: string): OpenConditions => {
  const open = new Map(load(path).map((message) => [message.key, message]));
  return {
    note: (message) => {
      if (message.cleared) open.delete(message.key);
      else open.set(message.key, message);
    },
    clears: () =>
      [...open.values()].map((raised) => {
        const cleared: Unstamped = { ...raised, cleared: true };
        delete cleared.value;
        return cleared;
      }),
    save: () => {
      try {
        writeFileSync(`${path}.new`, JSON.stringify([...open.values()]));
        renameSync(`${path}.new`, path);
        return true;
      } catch {
        return false;
      }
    },
  };
};
