import { mqttConnector, type Sink } from '@one-screen/connectors';
import { unavailable, type Parsed } from '@one-screen/domain';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import type { DatabaseHealth } from '../database/database-health.js';
import { Database } from '../database/database.js';
import { siteIdOf } from '../database/leases.js';
import { Metrics } from '../operations/metrics.js';
import type { FieldIntake } from './field-intake.service.js';
import type { FieldLead } from './field-lead.js';
import type { IntakeService } from './intake.service.js';
import { MqttSlots } from './mqtt-slots.service.js';
import { MqttSources } from './mqtt-sources.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import type { SourcesRepository } from './sources.repository.js';

const source = (over: Partial<Source> = {}): Source => ({ id: 'mq', revision: 1, kind: 'mqtt', sector: 'fire', name: 'n', silentAfter: 300_000, options: { topic: 'a/#', parallel: 1 }, disabled: false, fromFile: false, accepted: 0, repeats: 0, rejected: 0, createdAt: Date.now(), ...over });
const element: Parsed = { ok: false, faults: [] };

describe('sources on the broker', () => {
  const take = jest.fn();
  const unreadable = jest.fn();
  /** What is open: options by topic, and the sink of each. */
  let opened: { topic: string; clientId: string; group: string; slot: number; sink: Sink; closed: boolean; giveUp: () => void }[];
  let dataDir: string;
  let database: Database;
  let health: Pick<DatabaseHealth, 'state' | 'suspect'>;
  let finishClosing: (() => void)[];
  let rows: Source[];
  let registry: SourceRegistry;
  let links: SourceLinks;
  let mqtt: MqttSources;
  let metrics: Metrics;
  const lead = { leads: true };

  const start = async (mqttUrl = 'mqtt://127.0.0.1:1883') => {
    const repository = { all: () => Promise.resolve(rows) } as unknown as SourcesRepository;
    registry = new SourceRegistry(repository);
    links = new SourceLinks(registry, repository);
    const config = { mqttUrl, instance: 'test' } as Config;
    const slots = new MqttSlots(database, health as DatabaseHealth, config);
    metrics = new Metrics();
    mqtt = new MqttSources(registry, links, { unreadable, spend: () => undefined } as unknown as IntakeService, { take } as unknown as FieldIntake, slots, lead as FieldLead, metrics, config);
    await registry.refresh();
    mqtt.onApplicationBootstrap();
    await settled();
  };
  /** The leases looked at, and what followed from it. */
  const settled = async () => {
    await mqtt.look();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await mqtt.look();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const finishAll = () => finishClosing.splice(0).forEach((finish) => finish());
  const change = async (...next: Source[]) => {
    rows = next;
    await registry.refresh();
    await settled();
  };
  const now = () => {
    links.evaluate(Date.now());
    const row = registry.get('mq');
    if (!row) throw new Error('no row');
    return links.now(row, Date.now());
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-mqtt-'));
    database = await Database.open({ databaseUrl: '', dataDir });
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => {
    health = { state: 'up', suspect: () => undefined };
    [opened, finishClosing, rows] = [[], [], [source()]];
    take.mockReset().mockResolvedValue(undefined);
    unreadable.mockReset();
    jest.spyOn(mqttConnector, 'open').mockImplementation((options, sink, abortSignal) => {
      const connection = { ...(options as { topic: string; clientId: string; group: string; slot: number }), sink, closed: false, giveUp: () => undefined as void };
      opened.push(connection);
      sink.state('connecting');
      return new Promise((resolve) => {
        connection.giveUp = () => resolve();
        abortSignal.addEventListener('abort', () => {
          finishClosing.push(() => {
            connection.closed = true;
            resolve();
          });
        });
      });
    });
  });
  afterEach(async () => {
    const ended = mqtt.onModuleDestroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    finishAll();
    await ended;
    jest.restoreAllMocks();
  });

  it('are shown as down, with the reason, when no broker is set', async () => {
    await start('');
    expect(opened).toEqual([]);
    expect(now()).toMatchObject({ link: { state: 'down' }, lastError: { error: expect.stringContaining('MQTT_URL') } });
  });

  it('show the state of their line', async () => {
    await start();
    expect(now().link.state).toBe('connecting');
    opened[0]?.sink.state('up');
    expect(now().link.state).toBe('up');
    opened[0]?.sink.state('down', 'refused');
    expect(now()).toMatchObject({ link: { state: 'down' }, lastError: { error: '其他错误：refused / refused' } });
  });

  it('stay connected over changes that do not concern the broker, and connect anew for a new topic only after the old line is closed', async () => {
    await start();
    await change(source({ revision: 2, name: 'renamed' }));
    expect(opened.map(({ topic }) => topic)).toEqual(['a/#']);
    await change(source({ revision: 3, options: { topic: 'b/#', parallel: 1 } }));
    expect(opened).toHaveLength(1);
    finishAll();
    await settled();
    expect(opened.map(({ topic, closed }) => [topic, closed])).toEqual([['a/#', true], ['b/#', false]]);
    // In another session and share: the old one would go on collecting the old topic.
    expect(opened[1]?.clientId).not.toBe(opened[0]?.clientId);
  });

  it('are let go when disabled, and taken up when enabled or added', async () => {
    await start();
    await change(source({ revision: 2, disabled: true }));
    finishAll();
    await settled();
    expect(now().link.state).toBe('disabled');
    await change(source({ revision: 3 }), source({ id: 'second' }), source({ id: 'web', kind: 'http', options: {} }));
    expect(opened.map(({ closed }) => closed)).toEqual([true, false, false]);
    expect(opened[1]?.clientId).toBe(opened[0]?.clientId);
    expect(opened[2]?.clientId).toContain('-second-');
  });

  it('are listened to over their slots, under names that are the installation’s and no instance’s', async () => {
    rows = [source({ options: { topic: 'a/#' } })];
    await start();
    const site = await siteIdOf(database);
    expect(opened.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
    expect(new Set(opened.map(({ clientId, group }) => `${group} ${clientId}`)).size).toBe(1);
    expect(opened[0]?.clientId).toMatch(new RegExp(`^one-screen-${site}-mq-[0-9a-f]{8}$`));
    expect(await metrics.registry.getSingleMetricAsString('one_screen_mqtt_links')).toContain('one_screen_mqtt_links 4');
    opened[2]?.sink.state('up');
    expect(now().link.state).toBe('up');
  });

  it('are taken up again after somebody else took the session, once the lease is seen to be still ours', async () => {
    await start();
    health.state = 'down';
    opened[0]?.giveUp();
    await settled();
    expect(opened).toHaveLength(1);
    health.state = 'up';
    await settled();
    expect(opened).toHaveLength(2);
  });

  it('are let go when the line breaks after the lease has run out unrenewed, and not fought for', async () => {
    await start();
    health.state = 'down';
    opened[0]?.sink.state('up');
    const real = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(real + 11_000);
    await settled();
    expect(finishClosing).toHaveLength(0);
    opened[0]?.sink.state('down', 'connection closed');
    expect(finishClosing).toHaveLength(1);
    finishAll();
    health.state = 'up';
    await settled();
    expect(opened).toHaveLength(2);
  });

  it('give a message back to the broker when it cannot be stored now, and not when nothing of it is good', async () => {
    await start();
    const sink = opened[0]?.sink;
    take.mockRejectedValueOnce(unavailable('database-away', '', ''));
    await expect(sink?.signal([element], { excerpt: 'x' })).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(sink?.signal([element], { excerpt: 'x' })).resolves.toBeUndefined();
    expect(take).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'mq' }), [element], expect.any(Number), 'x');
    sink?.bad('not valid JSON', '{');
    expect(unreadable).toHaveBeenCalledWith(expect.objectContaining({ id: 'mq' }), 'not valid JSON', '{', expect.any(Number));
  });

  it('are all closed before the program goes on stopping', async () => {
    await start();
    let stopped = false;
    const ended = mqtt.onModuleDestroy().then(() => {
      stopped = true;
    });
    await settled();
    expect(stopped).toBe(false);
    finishAll();
    await ended;
    await change(source({ id: 'late' }));
    expect(opened).toHaveLength(1);
  });

  it('that measure are listened to only where the field is led, with every link of theirs', async () => {
    lead.leads = false;
    rows = [source(), source({ id: 'meters', options: { topic: 'm/#', parallel: 2, format: 'senml' } }), source({ id: 'gates', options: { topic: 'g/#', parallel: 1, mapping: { kind: 'reading', fields: {} } } })];
    await start();
    expect(opened.map(({ topic }) => topic)).toEqual(['a/#']);
    lead.leads = true;
    await settled();
    expect(opened.filter(({ closed }) => !closed).map(({ topic }) => topic).sort()).toEqual(['a/#', 'g/#', 'm/#', 'm/#']);
    lead.leads = false;
    await settled();
    finishAll();
    await settled();
    expect(opened.filter(({ closed }) => !closed).map(({ topic }) => topic)).toEqual(['a/#']);
    lead.leads = true;
  });
});
