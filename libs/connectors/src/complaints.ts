import { about } from '@one-screen/domain';
import type { Sink } from './connector.js';

/** A fault that lasts is told again this often. */
const REMIND_MS = 60_000;

/** Tells the sink of the fault of a thing (a block of registers, a node) when it begins or changes, and again every minute while it lasts; no fault: it is over. */
export type Complain = (name: string, excerpt: string, error?: string) => void;

export const complaints = (sink: Pick<Sink, 'bad'>): Complain => {
  const standing = new Map<string, { error: string; at: number }>();
  return (name, excerpt, error) => {
    if (error === undefined) {
      standing.delete(name);
      return;
    }
    const last = standing.get(name);
    const now = performance.now();
    if (last?.error === error && now - last.at < REMIND_MS) return;
    standing.set(name, { error, at: now });
    sink.bad(about(name, error), excerpt);
  };
};
