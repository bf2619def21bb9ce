import { SECTORS, type Sector } from '@one-screen/domain';
import type { NativeMessage } from '../alarms/native-message.js';
import { patientPost, type PostTools } from './patient-post.js';
import type { TokenFor } from './tokens.js';

/** What became of all that was sent. */
export interface DoorTally {
  sent: number;
  accepted: number;
  repeats: number;
  rejected: number;
  posts: number;
}

/** The field's side of `POST /api/intake/alarms`. */
export interface Door {
  /** Queues a message; one lane for each sector keeps the order of every key. */
  send(message: NativeMessage): void;
  /** Resolves when everything queued has been answered (or the field was stopped). */
  drained(): Promise<void>;
  readonly tally: Readonly<DoorTally>;
}

/** The most messages in a post. */
export const POST_SIZE = 50;

const statusesOf = (body: unknown): string[] => {
  const results = (body as { results?: unknown } | undefined)?.results;
  return Array.isArray(results) ? results.map((result) => String((result as { status?: unknown }).status)) : [];
};

const messageOf = (body: unknown): string => JSON.stringify(body)?.slice(0, 300) ?? '';

/** Opens the door at `base`; `answered` hears of every message once the aggregator has answered for it, taken or refused. */
export const openDoor = (base: string, tokenFor: TokenFor, tools: PostTools, answered: (message: NativeMessage) => void = () => {}): Door => {
  const url = new URL('/api/intake/alarms', base).href;
  const tally: DoorTally = { sent: 0, accepted: 0, repeats: 0, rejected: 0, posts: 0 };
  const waiting = new Map<Sector, NativeMessage[]>(SECTORS.map((sector) => [sector, []]));
  const lanes = new Map<Sector, Promise<void>>();

  const count = (batch: NativeMessage[], status: number, body: unknown): void => {
    const statuses = status < 300 ? statusesOf(body) : [];
    batch.forEach((message, index) => {
      const result = statuses[index];
      if (result === 'accepted') tally.accepted += 1;
      else if (result === 'repeat') tally.repeats += 1;
      else {
        tally.rejected += 1;
        if (tally.rejected <= 5) tools.log(`被拒收 ${message.key}：HTTP ${status} ${messageOf(body)}`);
      }
    });
  };

  const run = async (sector: Sector): Promise<void> => {
    const queue = waiting.get(sector)!;
    try {
      // Let what is said in the same instant travel together.
      await Promise.resolve();
      while (queue.length > 0) {
        const batch = queue.slice(0, POST_SIZE);
        const answer = await patientPost(url, () => tokenFor(sector), batch, tools);
        if (!answer) return;
        queue.splice(0, batch.length);
        tally.posts += 1;
        tally.sent += batch.length;
        count(batch, answer.status, answer.body);
        batch.forEach(answered);
      }
    } finally {
      lanes.delete(sector);
    }
  };

  const send = (message: NativeMessage): void => {
    waiting.get(message.sector)!.push(message);
    if (!lanes.has(message.sector)) lanes.set(message.sector, run(message.sector));
  };

  const drained = async (): Promise<void> => {
    while (lanes.size > 0) await Promise.all(lanes.values());
  };

  return { send, drained, tally };
};
