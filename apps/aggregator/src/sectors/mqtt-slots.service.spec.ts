import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseHealth } from '../database/database-health.js';
import { Database } from '../database/database.js';
import { CLOCK_SKEW, LEASE_TTL, Leases } from '../database/leases.js';
import { MqttSlots } from './mqtt-slots.service.js';

const SLOTS = ['mqtt:a:1', 'mqtt:a:2', 'mqtt:a:3', 'mqtt:a:4'];
const RENEWED = 3000;

describe('the slots an instance holds', () => {
  let dataDir: string;
  let database: Database;
  let health: Pick<DatabaseHealth, 'state' | 'suspect'>;
  let now: number;
  let closed: string[];
  /** Another living instance, of which only its leases are seen. */
  let sister: Leases;

  const instance = (name = 'one') => new MqttSlots(database, health as DatabaseHealth, { instance: name });
  const close = (slot: string) => {
    closed.push(slot);
    return Promise.resolve();
  };
  const round = (slots: MqttSlots, wanted: readonly (readonly string[])[] = [SLOTS]) => slots.round(wanted, close);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
  const holders = async () => Object.fromEntries((await sister.all()).map(({ name, holder }) => [name, holder.split('#')[0]]));

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-slots-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    [health, closed, now] = [{ state: 'up', suspect: jest.fn() }, [], Date.now()];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    sister = new Leases(database, 'two#2');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are all of them at once when it is alone, also right after an earlier life was killed', async () => {
    await round(instance());
    const reborn = instance();
    await round(reborn);
    expect(reborn.ours()).toEqual(SLOTS);
  });

  it('shrink to its share when another comes, each given back only once its link is closed', async () => {
    const slots = instance();
    await round(slots);
    await sister.take(['instance:two#2']);
    const finish: (() => void)[] = [];
    await slots.round([SLOTS], (slot) => {
      closed.push(slot);
      return new Promise((resolve) => finish.push(resolve));
    });
    expect([slots.ours(), closed]).toEqual([SLOTS.slice(0, 2), SLOTS.slice(2)]);
    expect(await sister.take(SLOTS)).toEqual([]);
    finish.forEach((done) => done());
    await settled();
    expect((await sister.take(SLOTS)).sort()).toEqual(SLOTS.slice(2));
    await round(slots);
    expect([slots.ours(), closed]).toEqual([SLOTS.slice(0, 2), SLOTS.slice(2)]);
  });

  it('grow when the other has died: its leases run out', async () => {
    const slots = instance();
    await round(slots);
    await sister.take(['instance:two#2']);
    await round(slots);
    await settled();
    await sister.take(SLOTS);
    now += LEASE_TTL + CLOCK_SKEW;
    await round(slots);
    expect(slots.ours()).toHaveLength(2);
    now += 1;
    await round(slots);
    expect(slots.ours().sort()).toEqual(SLOTS);
  });

  it('are kept while it renews, and no longer counted valid when it cannot', async () => {
    const slots = instance();
    await round(slots);
    for (let turn = 0; turn < 10; turn += 1) {
      now += RENEWED;
      expect(await round(slots)).toBe(true);
    }
    expect(await sister.take(SLOTS)).toEqual([]);
    health.state = 'down';
    now += LEASE_TTL - 1;
    expect([await round(slots), slots.valid, slots.ours()]).toEqual([false, true, SLOTS]);
    now += 1;
    expect([slots.valid, slots.ours()]).toEqual([false, SLOTS]);
  });

  it('are no longer its own when another has taken them meanwhile', async () => {
    const slots = instance();
    await round(slots);
    now += LEASE_TTL + CLOCK_SKEW + 1;
    await sister.take(['instance:two#2', 'mqtt:a:1', 'mqtt:a:2', 'mqtt:a:3']);
    await round(slots);
    expect(slots.ours()).toEqual(['mqtt:a:4']);
  });

  it('of a source that is gone are given back', async () => {
    const slots = instance();
    await round(slots, [SLOTS, ['mqtt:b:1']]);
    await round(slots, [['mqtt:b:1']]);
    await settled();
    expect([slots.ours(), closed]).toEqual([['mqtt:b:1'], SLOTS]);
    expect(await holders()).toEqual({ 'mqtt:b:1': 'one', [Object.keys(await holders()).find((name) => name.startsWith('instance:')) ?? '']: 'one' });
  });

  it('are all free when it leaves', async () => {
    const slots = instance();
    await round(slots);
    await slots.leave();
    expect(await holders()).toEqual({});
  });

  it('stay as they are when the database fails in the middle, which is told of', async () => {
    const slots = instance();
    await round(slots);
    jest.spyOn(database, 'read').mockRejectedValueOnce(new Error('gone away'));
    expect(await round(slots)).toBe(false);
    expect(slots.ours()).toEqual(SLOTS);
    expect(health.suspect).toHaveBeenCalled();
  });
});
