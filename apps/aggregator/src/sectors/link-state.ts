import type { ConnectorState } from '@one-screen/connectors';
import type { LinkState } from '@one-screen/contracts';

/** How many of the newest messages a source is judged by, the share of bad ones it may have, the fewest that say anything, and how many good ones in a row show that it is well again. */
export const WINDOW = 100;
export const BAD_SHARE = 0.2;
export const FEWEST = 5;
export const WELL = 20;
/** A message may have good and bad elements, noted one after the other: nothing but bad ones means so for this long, milliseconds. */
const SETTLE = 3_000;

/** What is known of a source's link. Times are epoch milliseconds, `silentAfter` milliseconds. */
export interface LinkFacts {
  disabled: boolean;
  /** What the connector says of its line; undefined where senders come to us. */
  connected?: ConnectorState | undefined;
  /** Newest valid data. */
  lastSeenAt?: number | undefined;
  /** Newest message that could not be understood. */
  lastBadAt?: number | undefined;
  silentAfter: number;
  createdAt: number;
  /** Of the newest messages; `badRun` and `goodRun` count those since the last good and the last bad one. */
  recent: { total: number; bad: number; badRun: number; goodRun: number };
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
  if (sendsRubbish(facts)) return 'faulty';
  if (facts.now - quietFrom(facts) > facts.silentAfter) return 'silent';
  // Nobody has come (back) on its line, or nothing has ever come where senders come to us.
  if (facts.connected === 'connecting') return 'connecting';
  return facts.lastSeenAt === undefined && facts.connected === undefined ? 'connecting' : 'up';
};

/** Mostly rubbish of late, or nothing else any more (a slow sender would be long silent before its share told); over once it has been good for a while, or quiet. */
const sendsRubbish = ({ recent, lastBadAt, lastSeenAt = 0, silentAfter, now }: LinkFacts): boolean => {
  if (lastBadAt === undefined || now - lastBadAt > silentAfter || recent.goodRun >= WELL) return false;
  if (recent.badRun >= FEWEST && now - lastSeenAt > SETTLE) return true;
  return recent.total >= FEWEST && recent.bad / recent.total > BAD_SHARE;
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
  badRun = 0;
  goodRun = 0;

  add(count: number, isBad: boolean): void {
    if (count <= 0) return;
    this.badRun = isBad ? this.badRun + count : 0;
    this.goodRun = isBad ? 0 : this.goodRun + count;
    for (let left = Math.min(count, WINDOW); left > 0; left -= 1) {
      if (this.total === WINDOW) this.bad -= this.ring[this.at] ?? 0;
      else this.total += 1;
      this.ring[this.at] = isBad ? 1 : 0;
      this.bad += isBad ? 1 : 0;
      this.at = (this.at + 1) % WINDOW;
    }
  }

  clear(): void {
    this.at = this.total = this.bad = this.badRun = this.goodRun = 0;
  }
}
