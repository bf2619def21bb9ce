import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { Screen } from '../support/screen.js';
import { withMysql } from '../support/services.js';

const POSTS = 2000;
const KILLS = 5;

/** Posts until answered 202, as a good sender does; returns what was promised. */
const sendAll = async (current: () => Aggregator, stopped: () => boolean): Promise<Map<string, string>> => {
  const promised = new Map<string, string>();
  let next = 0;
  const worker = async () => {
    while (next < POSTS) {
      const alarm = nativeAlarm({ key: `crash-${next++}`, level: 'blue' });
      while (!stopped()) {
        const answer = await current().intake(alarm).catch(() => undefined);
        if (answer?.status === 202) {
          const { results } = (await answer.json().catch(() => ({ results: [] }))) as { results: { id?: string }[] };
          if (results[0]?.id) {
            promised.set(alarm.key, results[0].id);
            break;
          }
        }
        await delay(20);
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return promised;
};

const story = async (env: Record<string, string>) => {
  let aggregator = await Aggregator.start({ env });
  const screen = new Screen(aggregator.url, aggregator.wallToken());
  let failed = false;
  try {
    const sending = sendAll(() => aggregator, () => failed);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(250);
      await aggregator.kill('SIGKILL');
      aggregator = await Aggregator.start({ env, dataDir: aggregator.dataDir, port: aggregator.port });
    }
    const promised = await sending;
    expect(promised.size).toBe(POSTS);

    const officer = await aggregator.signIn();
    const stored = new Map<string, string[]>();
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = (await officer.get(`/api/alarms?limit=1000${cursor ? `&cursor=${cursor}` : ''}`)).body;
      for (const item of page.items) stored.set(item.key, [...(stored.get(item.key) ?? []), item.id]);
      cursor = page.nextCursor;
    }
    for (const [key, id] of promised) expect(stored.get(key)).toEqual([id]);

    const sequences: number[] = [];
    for (let after = 0, more = true; more; ) {
      const page = (await officer.get(`/api/journal?after=${after}&limit=1000`)).body;
      for (const entry of page.items) sequences.push(entry.sequence);
      more = page.more;
      after = page.through;
    }
    expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, index) => index + 1));

    await until(() => [...promised.values()].every((id) => screen.alarms.has(id)), 15_000);
    expect(new Set(screen.applied).size).toBe(screen.applied.length);
  } finally {
    failed = true;
    screen.close();
    await aggregator.close();
  }
};

describe('killed five times while alarms pour in', () => {
  it('on SQLite: every promise is kept once, the journal has no gap, an open screen has seen all', () => story({}), 180_000);
});
withMysql('killed five times while alarms pour in', () => {
  it('on MariaDB: every promise is kept once, the journal has no gap, an open screen has seen all', async () => {
    const database = await throwawayDatabase();
    try {
      await story({ DATABASE_URL: database.url });
    } finally {
      await database.drop();
    }
  }, 180_000);
});
