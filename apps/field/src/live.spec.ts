import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NativeMessage } from './alarms/native-message.js';
import { buildCity } from './city/city.js';
import { playLive, playStorm, type Stage } from './live.js';
import { openConditions } from './open-conditions.js';
import { OptionError, readOptions } from './options.js';

const city = buildCity();
const MORNING = Date.parse('2026-03-02T08:00:00+08:00');

/** A stage whose clock moves only by sleeping. */
const stageFrom = (start: number, endAfterMs = Infinity) => {
  let now = start;
  const stop = new AbortController();
  const sent: NativeMessage[] = [];
  const stage: Stage = {
    send: (message) => void sent.push(message),
    now: () => now,
    sleep: (ms) => {
      now += Math.ceil(ms);
      if (now - start > endAfterMs) stop.abort();
      return Promise.resolve();
    },
    stop: stop.signal,
  };
  return { stage, sent, elapsed: () => now - start };
};

describe('a live run', () => {
  it('stamps every message with the time it goes out, never earlier than the start', async () => {
    const { stage, sent, elapsed } = stageFrom(MORNING, 30 * 60_000);
    await playLive(city, { seed: 1, speed: 15, once: false, withRed: true }, stage);
    const times = sent.map(({ occurredAt }) => Date.parse(occurredAt));
    expect(times[0]! - MORNING).toBeLessThan(1000);
    expect(times.every((at, i) => at >= MORNING && at <= MORNING + elapsed() && (i === 0 || at >= times[i - 1]!))).toBe(true);
    expect(sent.some(({ level }) => level === 'red')).toBe(true);
  });

  it('brings an alarm every 45 to 110 s of the day at the default speed', async () => {
    const options = readOptions([], {});
    const speed = options === 'help' ? 0 : options.speed;
    const { stage, sent } = stageFrom(MORNING, 8 * 3_600_000);
    await playLive(city, { seed: 1, speed, once: false, withRed: false }, stage);
    const open = new Set<string>();
    let raised = 0;
    for (const { key, cleared } of sent) {
      if (cleared) open.delete(key);
      else if (!open.has(key)) {
        raised += 1;
        open.add(key);
      }
    }
    const every = (8 * 3600) / raised;
    expect(every).toBeGreaterThan(45);
    expect(every).toBeLessThan(110);
  });

  it('ends with the day when asked to play once, with everything cleared', async () => {
    const { stage, sent, elapsed } = stageFrom(MORNING);
    await playLive(city, { seed: 1, speed: 1000, once: true, withRed: false }, stage);
    const open = new Set<string>();
    for (const { key, cleared } of sent) void (cleared ? open.delete(key) : open.add(key));
    expect(open.size).toBe(0);
    expect(elapsed()).toBeLessThan(5 * 60_000);
  });
});

it('sends a whole storm within half a minute', async () => {
  const { stage, sent, elapsed } = stageFrom(MORNING);
  await playStorm(city, { seed: 1, count: 500 }, stage);
  expect(sent).toHaveLength(500);
  expect(elapsed()).toBeLessThanOrEqual(30_000);
});

it('remembers over a restart what it left in alarm', () => {
  const folder = mkdtempSync(join(tmpdir(), 'field-'));
  const path = join(folder, 'open.json');
  const message = { key: 'a', sector: 'fire', level: 'blue', title: 't', value: '3 cm' } as const;
  const first = openConditions(path);
  first.note(message);
  first.note({ ...message, key: 'b' });
  first.note({ ...message, key: 'b', cleared: true });
  expect(first.save()).toBe(true);
  expect(openConditions(path).clears()).toEqual([{ key: 'a', sector: 'fire', level: 'blue', title: 't', cleared: true }]);
  rmSync(folder, { recursive: true });
  expect(openConditions(path).clears()).toEqual([]);
});

describe('options', () => {
  it('have defaults that follow the environment', () => {
    expect(readOptions([], { PORT: '9000', DATA_DIR: '/d' })).toMatchObject({ url: 'http://127.0.0.1:9000', tokensFile: '/d/demo-sources.json', once: false, opening: false, storm: undefined });
  });

  it('are refused by name when wrong', () => {
    for (const args of [['--storm', '0'], ['--storm', 'many'], ['--speed', '-1'], ['--url', 'ftp://x'], ['--nonsense']]) {
      expect(() => readOptions(args, {})).toThrow(OptionError);
    }
    expect(() => readOptions(['--storm', '0'], {})).toThrow('--storm');
  });
});
