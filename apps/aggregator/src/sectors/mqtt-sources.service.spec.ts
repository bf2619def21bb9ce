import { createServer, type Server } from 'node:net';
import type { Config } from '../config/config.js';
import type { IntakeService } from './intake.service.js';
import { MqttSources } from './mqtt-sources.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import type { SourcesRepository } from './sources.repository.js';

const source = (over: Partial<Source> = {}): Source => ({ id: 'mq', revision: 1, kind: 'mqtt', sector: 'fire', name: 'n', silentAfter: 300_000, options: { topic: 'a/#', parallel: 1 }, disabled: false, fromFile: false, accepted: 0, repeats: 0, rejected: 0, createdAt: Date.now(), ...over });

describe('sources on the broker', () => {
  let rows: Source[];
  let registry: SourceRegistry;
  let links: SourceLinks;
  let mqtt: MqttSources;

  const start = async (mqttUrl: string) => {
    const repository = { all: () => Promise.resolve(rows) } as unknown as SourcesRepository;
    registry = new SourceRegistry(repository);
    links = new SourceLinks(registry, repository);
    mqtt = new MqttSources(registry, links, {} as IntakeService, { mqttUrl, instance: 'test' } as Config);
    await registry.refresh();
    mqtt.onApplicationBootstrap();
  };
  const state = () => {
    links.evaluate(Date.now());
    const [row] = [...registry.all()];
    return row && links.now(row, Date.now());
  };
  const until = async (is: () => boolean) => {
    while (!is()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  afterEach(() => mqtt.onModuleDestroy());

  it('are shown as down, with the reason, when no broker is set', async () => {
    rows = [source()];
    await start('');
    expect(state()).toMatchObject({ link: { state: 'down' }, lastError: { error: expect.stringContaining('MQTT_URL') } });
  });

  it('are shown as down while the broker refuses', async () => {
    rows = [source()];
    await start('mqtt://127.0.0.1:1');
    await until(() => state()?.link.state === 'down');
    expect(state()?.lastError?.error).toContain('ECONNREFUSED');
  });

  describe('with someone listening', () => {
    let server: Server;
    let calls: number;
    let url: string;
    beforeEach(async () => {
      calls = 0;
      server = createServer((socket) => {
        calls += 1;
        socket.on('error', () => undefined);
        socket.resume();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`;
    });
    afterEach(async () => {
      await mqtt.onModuleDestroy();
      await new Promise((resolve) => server.close(resolve));
    });
    const change = async (...next: Source[]) => {
      rows = next;
      await registry.refresh();
    };

    it('are called when their row appears, called anew when their topic changes, and let go when disabled', async () => {
      rows = [];
      await start(url);
      expect(calls).toBe(0);
      await change(source());
      await until(() => calls === 1);
      await change(source({ revision: 2, name: 'renamed' }));
      await change(source({ revision: 3, options: { topic: 'b/#', parallel: 1 } }));
      await until(() => calls === 2);
      await change(source({ revision: 4, disabled: true, options: { topic: 'b/#', parallel: 1 } }));
      expect(state()?.link.state).toBe('disabled');
      await until(() => (server as unknown as { _connections: number })._connections === 0);
      expect(calls).toBe(2);
    });
  });
});
