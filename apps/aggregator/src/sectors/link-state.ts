import type { ConnectorState } from '@one-screen/connectors';
import type { LinkState } from '@one-screen/contracts';

/** How many of the newest messages a source is judged by, the share of bad ones it may have, and the fewest that say anything. */
export const WINDOW = 100;
export const BAD_SHARE = 0.2;
export const FEWEST = 5;

/** What is known of a source's link. Times are epoch milliseconds, `silentAfter` milliseconds. */
export interface LinkFacts {
  disabled: boolean;
  /** What the connector says of its line; undefined where senders come to us. */
  connected?: ConnectorState | undefined;
  /** Newest valid data. */
  lastSeenAt?: number | undefined;
  /** Newest message of any worth. */
  lastHeardAt?: number | undefined;
  silentAfter: number;
  createdAt: number;
  recent: { total: number; bad: number };
  now: number;
}

export interface Link {
  state: LinkState;
  since: number;
}

/**
 * State of a source's link 链路状态: what is switched off or has no line says so first; then what sends mostly rubbish (faulty);
 * then what has sent no valid data for its stated interval (silent). A new source is connecting until its first data or its interval is over.
 */
export const linkState = (facts: LinkFacts): LinkState => {
  if (facts.disabled) return 'disabled';
  if (facts.connected === 'down' || facts.connected === 'faulty') return facts.connected;
  // A line on which nobody has come (back) is waited for no longer than data are.
  if (facts.connected === 'connecting') return facts.now - quietFrom(facts) > facts.silentAfter ? 'silent' : 'connecting';
  const heard = Math.max(facts.lastHeardAt ?? 0, facts.lastSeenAt ?? 0);
  if (heard && facts.now - heard <= facts.silentAfter && facts.recent.total >= FEWEST && facts.recent.bad / facts.recent.total > BAD_SHARE) return 'faulty';
  if (facts.now - quietFrom(facts) > facts.silentAfter) return 'silent';
  return facts.lastSeenAt === undefined && facts.connected === undefined ? 'connecting' : 'up';
};

/** The link after these facts: `since` moves only with the state; a silence began when the interval ran out, not when we looked. */
export const nextLink = (previous: Link | undefined, facts: LinkFacts): Link => {
  const state = linkState(facts);
  if (previous?.state === state) return previous;
  if (state === 'silent') return { state, since: quietFrom(facts) + facts.silentAfter };
  if (previous) return { state, since: facts.now };
  return { state, since: (state === 'up' ? facts.lastSeenAt : undefined) ?? (state === 'connecting' ? facts.createdAt : facts.now) };
};

const quietFrom = (facts: LinkFacts): number => facts.lastSeenAt ?? facts.createdAt;

/** Good or bad of the newest `WINDOW` messages, in constant space. */
export class RecentMessages {
  private readonly ring = new Uint8Array(WINDOW);
  private at = 0;
  total = 0;
  bad = 0;

  add(count: number, isBad: boolean): void {
    for (let left = Math.min(count, WINDOW); left > 0; left -= 1) {
      if (this.total === WINDOW) this.bad -= this.ring[this.at] ?? 0;
      else this.total += 1;
      this.ring[this.at] = isBad ? 1 : 0;
      this.bad += isBad ? 1 : 0;
      this.at = (this.at + 1) % WINDOW;
    }
  }

  clear(): void {
    this.at = this.total = this.bad = 0;
  }
}
