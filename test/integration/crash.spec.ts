import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { openBrowser, openWall } from '../support/browser.js';
import { throwawayDatabase } from '../support/mysql.js';
import { Screen } from '../support/screen.js';
import { journalSequences, sendUntilPromised, storedByKey } from '../support/sender.js';
import { withMysql } from '../support/services.js';

const POSTS = Number(process.env['CRASH_POSTS'] ?? 1500);
const KILLS = 5;

/** What a real browser has been told, read off its own socket and its own fetches. */
const watchBrowser = async (aggregator: Aggregator) => {
  const browser = await openBrowser();
  const { page } = await openWall(browser, aggregator).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  const seen = new Set<string>();
  const note = (text: string) => {
    for (const [, id] of text.matchAll(/"id":"([0-9A-Z]{26})"/g)) if (id) seen.add(id);
  };
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => note(String(payload))));
  page.on('response', (response) => {
    if (/\/api\/(journal|alarms)\?/.test(response.url())) void response.text().then(note, () => undefined);
  });
  // The socket opened before we listened: a fresh one is ours.
  await page.reload();
  await page.waitForSelector('.panel');
  return { browser, page, seen };
};

const story = async (env: Record<string, string>) => {
  let aggregator = await Aggregator.start({ env });
  const screen = new Screen(aggregator.url, aggregator.wallToken());
  const wall = process.env['CHROMIUM'] ? await watchBrowser(aggregator) : undefined;
  let over = false;
  try {
    const sending = sendUntilPromised(() => aggregator, POSTS, () => over);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(POSTS / 10);
      await aggregator.kill('SIGKILL');
      aggregator = await Aggregator.start({ env, dataDir: aggregator.dataDir, port: aggregator.port });
    }
    const promised = await sending;
    expect(promised.size).toBe(POSTS);

    const officer = await aggregator.signIn();
    const stored = await storedByKey((path) => officer.get(path));
    for (const [key, id] of promised) expect(stored.get(key)).toEqual([id]);
    const sequences = await journalSequences((path) => officer.get(path));
    expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, index) => index + 1));

    await until(() => [...promised.values()].every((id) => screen.alarms.has(id)), 90_000);
    expect(new Set(screen.applied).size).toBe(screen.applied.length);
    if (wall) {
      await until(() => [...promised.values()].every((id) => wall.seen.has(id)), 90_000);
      // Counted every two seconds at most.
      const count = async () => (await officer.get('/api/sectors')).body.items.reduce((sum: number, sector: { unsigned: number }) => sum + sector.unsigned, 0);
      await until(async () => (await count()) === promised.size, 90_000);
      expect(await count()).toBe(promised.size);
    }
  } finally {
    over = true;
    screen.close();
    await wall?.browser.close();
    await aggregator.close();
  }
};

describe('killed five times while alarms pour in', () => {
  it('on SQLite: every promise is kept once, the journal has no gap, an open screen and an open browser have seen all', () => story({}), 400_000);
});
withMysql('killed five times while alarms pour in', () => {
  it('on MariaDB: every promise is kept once, the journal has no gap, an open screen and an open browser have seen all', async () => {
    const database = await throwawayDatabase();
    try {
      await story({ DATABASE_URL: database.url });
    } finally {
      await database.drop();
    }
  }, 400_000);
});
