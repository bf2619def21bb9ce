import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database.js';
import { CLOCK_SKEW, LEASE_TTL, Leases, siteIdOf } from './leases.js';

describe('a lease', () => {
  let dataDir: string;
  let database: Database;
  let now: number;
  let one: Leases;
  let two: Leases;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-lease-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    now = 1_800_000_000_000;
    one = new Leases(database, 'one#1', () => now);
    two = new Leases(database, 'two#2', () => now);
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const holders = async () => Object.fromEntries((await one.all()).map(({ name, holder }) => [name, holder]));

  it('belongs to who took it first', async () => {
    expect(await one.take(['b', 'a'])).toEqual(expect.arrayContaining(['a', 'b']));
    expect(await two.take(['b', 'c'])).toEqual(['c']);
    expect(await holders()).toEqual({ a: 'one#1', b: 'one#1', c: 'two#2' });
    expect(await one.take([])).toEqual([]);
  });

  it('wanted by many at once goes to one', async () => {
    const many = Array.from({ length: 12 }, (_, index) => new Leases(database, `many#${index}`, () => now));
    const got = (await Promise.all(many.map((each) => each.take(['a', 'b'])))).flat();
    expect(got.sort()).toEqual(['a', 'b']);
  });

  it('is kept by renewing, and lost to others when it has run out and the clocks may agree on it', async () => {
    await one.take(['a']);
    now += LEASE_TTL - 1000;
    expect(await one.take(['a'])).toEqual(['a']);
    now += LEASE_TTL + CLOCK_SKEW;
    expect((await two.all()).map((lease) => two.isOver(lease))).toEqual([false]);
    expect(await two.take(['a'])).toEqual([]);
    now += 1;
    expect((await two.all()).map((lease) => two.isOver(lease))).toEqual([true]);
    expect(await two.take(['a'])).toEqual(['a']);
    expect(await one.take(['a'])).toEqual([]);
  });

  it('given back is free at once; another’s is not given back', async () => {
    await one.take(['a', 'b']);
    await two.release(['a', 'b']);
    expect(await holders()).toEqual({ a: 'one#1', b: 'one#1' });
    await one.release(['a']);
    expect(await two.take(['a', 'b'])).toEqual(['a']);
  });

  it('of a holder that is gone is removed unless it has changed hands', async () => {
    await one.take(['a', 'b']);
    const seen = await two.all();
    await one.release(['b']);
    await two.take(['b']);
    await two.remove(seen);
    expect(await holders()).toEqual({ b: 'two#2' });
  });
});

it('an installation has an id that stays', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-site-'));
  const first = await Database.open({ databaseUrl: '', dataDir });
  const id = await siteIdOf(first);
  await first.close();
  const second = await Database.open({ databaseUrl: '', dataDir });
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(await siteIdOf(second)).toBe(id);
  await second.close();
  rmSync(dataDir, { recursive: true, force: true });
});
