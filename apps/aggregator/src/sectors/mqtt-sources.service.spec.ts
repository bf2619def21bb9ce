import { mqttConnector, type Sink } from '@one-screen/connectors';
import { invalid, unavailable, type Parsed } from '@one-screen/domain';
import type { Config } from '../config/config.js';
import type { IntakeService } from './intake.service.js';
import { MqttSources } from './mqtt-sources.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import type { SourcesRepository } from './sources.repository.js';

const source = (over: Partial<Source> = {}): Source => ({ id: 'mq', revision: 1, kind: 'mqtt', sector: 'fire', name: 'n', silentAfter: 300_000, options: { topic: 'a/#' }, disabled: false, fromFile: false, accepted: 0, repeats: 0, rejected: 0, createdAt: Date.now(), ...over });
const element: Parsed = { ok: false, faults: [] };

describe('sources on the broker', () => {
  const accept = jest.fn();
  const unreadable = jest.fn();
  /** What is open: options by topic, and the sink of each. */
  let opened: { topic: string; clientId: string; sink: Sink; closed: boolean }[];
  let finishClosing: (() => void)[];
  let rows: Source[];
  let registry: SourceRegistry;
  let links: SourceLinks;
  let mqtt: MqttSources;

  const start = async (mqttUrl = 'mqtt://127.0.0.1:1883') => {
    const repository = { all: () => Promise.resolve(rows) } as unknown as SourcesRepository;
    registry = new SourceRegistry(repository);
    links = new SourceLinks(registry, repository);
    mqtt = new MqttSources(registry, links, { accept, unreadable, spend: () => undefined } as unknown as IntakeService, { mqttUrl, instance: 'test' } as Config);
    await registry.refresh();
    mqtt.onApplicationBootstrap();
    await settled();
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
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

  beforeEach(() => {
    [opened, finishClosing, rows] = [[], [], [source()]];
    accept.mockReset().mockResolvedValue([]);
    unreadable.mockReset();
    jest.spyOn(mqttConnector, 'open').mockImplementation((options, sink, abortSignal) => {
      const { topic, clientId } = options as { topic: string; clientId: string };
      const connection = { topic, clientId, sink, closed: false };
      opened.push(connection);
      sink.state('connecting');
      return new Promise((resolve) => {
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
    for (const finish of finishClosing) finish();
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
    expect(now()).toMatchObject({ link: { state: 'down' }, lastError: { error: 'refused' } });
  });

  it('stay connected over changes that do not concern the broker, and connect anew for a new topic only after the old line is closed', async () => {
    await start();
    await change(source({ revision: 2, name: 'renamed' }));
    expect(opened.map(({ topic }) => topic)).toEqual(['a/#']);
    await change(source({ revision: 3, options: { topic: 'b/#' } }));
    expect(opened).toHaveLength(1);
    finishClosing.forEach((finish) => finish());
    await settled();
    expect(opened.map(({ topic, clientId, closed }) => [topic, clientId, closed])).toEqual([['a/#', 'test-mq', true], ['b/#', 'test-mq', false]]);
  });

  it('are let go when disabled, and taken up when enabled or added', async () => {
    await start();
    await change(source({ revision: 2, disabled: true }));
    finishClosing.forEach((finish) => finish());
    await settled();
    expect(now().link.state).toBe('disabled');
    await change(source({ revision: 3 }), source({ id: 'second' }), source({ id: 'web', kind: 'http', options: {} }));
    expect(opened.map(({ clientId, closed }) => [clientId, closed])).toEqual([['test-mq', true], ['test-mq', false], ['test-second', false]]);
  });

  it('give a message back to the broker when it cannot be stored now, and not when nothing of it is good', async () => {
    await start();
    const sink = opened[0]?.sink;
    accept.mockRejectedValueOnce(unavailable('database-away', '', ''));
    await expect(sink?.signal([element], { excerpt: 'x' })).rejects.toMatchObject({ kind: 'unavailable' });
    accept.mockRejectedValueOnce(invalid('invalid-alarm', '', ''));
    await expect(sink?.signal([element], { excerpt: 'x' })).resolves.toBeUndefined();
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
    finishClosing.forEach((finish) => finish());
    await ended;
    await change(source({ id: 'late' }));
    expect(opened).toHaveLength(1);
  });
});
