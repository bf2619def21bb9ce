import { setTimeout as delay } from 'node:timers/promises';
import type { Aggregator } from './aggregator.js';
import { nativeAlarm } from './alarms.js';

/** Posts `count` alarms as good senders do: again until answered 202. Resolves with key → id of each promise. */
export const sendUntilPromised = async (current: () => Aggregator, count: number, givenUp: () => boolean, connections = 16): Promise<Map<string, string>> => {
  const promised = new Map<string, string>();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const alarm = nativeAlarm({ key: `promise-${next++}`, level: 'blue' });
      while (!givenUp() && !promised.has(alarm.key)) {
        const answer = await current().intake(alarm).catch(() => undefined);
        const body = answer?.status === 202 ? ((await answer.json().catch(() => undefined)) as { results: { id?: string }[] } | undefined) : undefined;
        const id = body?.results[0]?.id;
        if (id) promised.set(alarm.key, id);
        else await delay(20);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return promised;
};

/** Everything stored, by key: to prove that each promise exists once. */
export const storedByKey = async (get: (path: string) => Promise<{ body: { items: { key: string; id: string }[]; nextCursor?: string } }>): Promise<Map<string, string[]>> => {
  const stored = new Map<string, string[]>();
  let cursor = '';
  do {
    const page = (await get(`/api/alarms?limit=1000${cursor && `&cursor=${cursor}`}`)).body;
    for (const item of page.items) stored.set(item.key, [...(stored.get(item.key) ?? []), item.id]);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return stored;
};

export const journalSequences = async (get: (path: string) => Promise<{ body: { items: { sequence: number }[]; through: number; more: boolean } }>): Promise<number[]> => {
  const sequences: number[] = [];
  for (let after = 0, more = true; more; ) {
    const page = (await get(`/api/journal?after=${after}&limit=1000`)).body;
    sequences.push(...page.items.map((entry) => entry.sequence));
    more = page.more;
    after = page.through;
  }
  return sequences;
};
