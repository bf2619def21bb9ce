import { openOpcuaSimulator, type OpcuaSimulator } from '@one-screen/connectors';
import type { AlarmView, LinkState, SourceView } from '@one-screen/contracts';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile, type Person } from '../support/aggregator.js';
import { nativeAlarm } from '../support/alarms.js';
import { openBrowser, openWall } from '../support/browser.js';
import { MqttPlayer, Player } from '../support/field-player.js';

/**
 * Every kind of line with its other end in a process of its own: what it says becomes an alarm, and `GET /api/sources` tells the truth of
 * the link when that process is killed, frozen or out of its mind, and when it is well again.
 */
jest.setTimeout(900_000);
const HOST = '127.0.0.1';
const LEVEL = { nodeId: 'ns=1;s=Tank1.Level', point: 'tank-level', unit: '%', deviceCode: 'TANK-77' };
const GAS = { address: 0, register: 'holding', type: 'u16', scale: 0.1, point: 'combustible-gas', unit: '%LEL', deviceCode: 'GDS-77' };
const HEX = /^(?:[0-9a-f]{2} ){3,}/;

const freeUdpPort = (): Promise<number> => new Promise((resolve) => {
  const socket = createSocket('udp4');
  socket.bind(0, HOST, () => {
    const { port } = socket.address();
    socket.close(() => resolve(port));
  });
});

/** The OPC UA server as a player: what raves in its place is a stranger. */
class OpcuaPlayer {
  private server: OpcuaSimulator | undefined;
  private readonly stranger: Player;
  constructor(private readonly port: number) {
    this.stranger = new Player('stranger', port);
  }
  async start(): Promise<void> {
    this.server = await openOpcuaSimulator({ port: this.port });
    await this.server.set(LEVEL.nodeId, { value: 97 });
  }
  async stop(): Promise<void> {
    await this.stranger.stop();
    await this.server?.close('SIGKILL');
  }
  freeze(): void {
    this.server?.freeze();
  }
  thaw(): void {
    this.server?.thaw();
  }
  async rave(): Promise<void> {
    await this.stop();
    await this.stranger.start();
  }
  async recover(): Promise<void> {
    await this.stranger.stop();
    await this.start();
  }
}

/** A Modbus server, as above. */
class ModbusPlayer extends Player {
  private readonly stranger: Player;
  constructor(port: number) {
    super('modbus', port);
    this.stranger = new Player('stranger', port);
  }
  override async rave(): Promise<void> {
    await super.stop();
    await this.stranger.start();
  }
  override async recover(): Promise<void> {
    await this.stranger.stop();
    await this.start();
  }
  override async stop(): Promise<void> {
    await this.stranger.stop();
    await super.stop();
  }
}

describe('the truth of every link', () => {
  let aggregator: Aggregator;
  let admin: Person;
  let mqtt: MqttPlayer | undefined;
  let players: Record<string, { start(): Promise<void>; stop(): Promise<void>; freeze(): void; thaw(): void | Promise<void>; rave(): void | Promise<void>; recover(): void | Promise<void> }>;
  /** By the kind of its line: what is called asks or is subscribed to; what is waited for falls silent. */
  const lost = (id: string): LinkState => (id === 'plant-opcua' || id === 'plant-modbus' ? 'down' : 'silent');

  const sources = async (): Promise<SourceView[]> => (await admin.get('/api/sources')).body.items as SourceView[];
  const alarmsOf = async (id: string): Promise<AlarmView[]> => (await admin.get(`/api/alarms?sourceId=${id}&limit=200`)).body.items as AlarmView[];
  const until = async (what: string, holds: () => Promise<boolean>, show: () => Promise<unknown>, limitMs = 150_000): Promise<void> => {
    for (const end = Date.now() + limitMs; !(await holds()); await delay(250)) if (Date.now() > end) throw new Error(`waited in vain until ${what}: ${JSON.stringify(await show())}\n${aggregator.output.slice(-2_000)}`);
  };
  /** Each source has been seen in its wanted state; they need not be so in one instant, for each has its own pace. */
  const settled = async (what: string, wanted: (id: string) => LinkState, ids = Object.keys(players)): Promise<void> => {
    const waiting = new Set(ids);
    await until(what, async () => {
      for (const { id, state } of await sources()) if (waiting.has(id) && state === wanted(id)) waiting.delete(id);
      return waiting.size === 0;
    }, async () => (await sources()).filter(({ id }) => waiting.has(id)).map(({ id, state, lastError, lastSeenAt }) => ({ id, state, lastError, lastSeenAt })));
  };
  const everyone = async (deed: 'start' | 'stop' | 'freeze' | 'thaw' | 'rave' | 'recover'): Promise<void> => void (await Promise.all(Object.values(players).map((player) => player[deed]())));

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-links-'));
    const ports = { opcua: await freePort(), modbus: await freePort(), jt808: await freePort(), fire: await freePort(), dust: await freePort(), mqtt: await freePort(), ais: await freeUdpPort() };
    const topic = `one-screen-test/${randomUUID()}`;
    players = {
      'plant-opcua': new OpcuaPlayer(ports.opcua), 'plant-modbus': new ModbusPlayer(ports.modbus), buses: new Player('jt808', ports.jt808),
      'fire-units': new Player('gbt26875', ports.fire), dust: new Player('hj212', ports.dust), ships: new Player('ais', ports.ais),
    };
    const env: Record<string, string> = {};
    if (process.env['HAS_MQTT']) {
      mqtt = new MqttPlayer(ports.mqtt, `${topic}/crane`, () => nativeAlarm({ key: 'crane-77/moment', sector: 'construction', level: 'orange', title: '塔机力矩超限' }));
      await mqtt.startBroker();
      players['cranes'] = mqtt;
      Object.assign(env, { MQTT_URL: `mqtt://${HOST}:${ports.mqtt}`, INSTANCE: `test-${randomUUID().slice(0, 8)}` });
    }
    const line = (id: string, kind: string, sector: string, options: Record<string, unknown>) => ({ id, kind, sector, name: `测试 ${id}`, silentAfter: 'PT8S', options });
    env['SOURCES_FILE'] = writeSourcesFile(dataDir, [
      line('plant-opcua', 'opcua', 'industry', { endpoint: `opc.tcp://${HOST}:${ports.opcua}`, publishingInterval: 500, refresh: 2_000, timeout: 3_000, nodes: [LEVEL] }),
      line('plant-modbus', 'modbus', 'industry', { host: HOST, port: ports.modbus, every: 500, timeout: 1_000, points: [GAS] }),
      line('buses', 'jt808', 'road', { host: HOST, port: ports.jt808 }), line('fire-units', 'gbt26875', 'fire', { host: HOST, port: ports.fire }),
      line('dust', 'hj212', 'construction', { host: HOST, port: ports.dust }), line('ships', 'ais', 'marine', { transport: 'udp', host: HOST, port: ports.ais }),
      ...(mqtt ? [line('cranes', 'mqtt', 'construction', { topic: `${topic}/#` })] : []),
    ]);
    aggregator = await Aggregator.start({ dataDir, env });
    admin = await aggregator.signIn('admin');
    await everyone('start');
  });
  afterAll(async () => {
    await Promise.all(Object.values(players ?? {}).map((player) => player.stop()));
    await mqtt?.stopBroker();
    await aggregator?.close();
  });

  it('all are up, and what each says is an alarm: by a shipped rule, or its own', async () => {
    await settled('all are up', () => 'up');
    const wanted: Record<string, [part: string, level: string]> = {
      'plant-opcua': ['rule:industry.tank-level/TANK-77', 'orange'], 'plant-modbus': ['rule:industry.combustible-gas/GDS-77', 'orange'], buses: ['13800000077', 'red'],
      'fire-units': ['889/fire/', 'orange'], dust: ['rule:construction.dust/MN77/PM10', 'blue'], ships: ['970000077/sos', 'red'], ...(mqtt && { cranes: ['crane-77/moment', 'orange'] }),
    };
    for (const [id, [part, level]] of Object.entries(wanted)) {
      await until(`${id} has raised`, async () => (await alarmsOf(id)).some((alarm) => alarm.key.includes(part) && alarm.level === level && alarm.conditionActive), () => alarmsOf(id));
    }
  });

  (process.env['CHROMIUM'] ? it : it.skip)('what the OPC UA server measures is on the wall', async () => {
    const browser = await openBrowser();
    try {
      const { page, errors } = await openWall(browser, aggregator);
      await page.locator('.stream [data-alarm-id]', { hasText: '储罐液位 97%' }).first().waitFor({ timeout: 90_000 });
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('killed: what we call is down, what calls us is silent after its interval, each an alarm of its own; started again, all are up and those alarms over', async () => {
    await everyone('stop');
    await settled('all are lost', lost);
    for (const id of Object.keys(players)) await until(`the loss of ${id} is an alarm`, async () => (await alarmsOf(id)).some(({ key, conditionActive }) => key === `link/${id}` && conditionActive), () => alarmsOf(id));
    for (const id of ['plant-opcua', 'plant-modbus']) await until(`${id} says why`, async () => (await sources()).some((source) => source.id === id && source.lastError?.includes('ECONNREFUSED')), sources);
    await everyone('start');
    await settled('all are up again', () => 'up');
    for (const id of Object.keys(players)) await until(`the loss of ${id} is over`, async () => (await alarmsOf(id)).some(({ key, conditionActive }) => key === `link/${id}` && !conditionActive), () => alarmsOf(id));
  });

  it('frozen with open connections: the same, and up again when they thaw', async () => {
    await everyone('freeze');
    await settled('all are lost', lost);
    await everyone('thaw');
    await settled('all are up again', () => 'up');
  });

  it('out of their minds: faulty, with what they sent kept to look at; up again when they come to their senses', async () => {
    await everyone('rave');
    await settled('all are faulty', () => 'faulty');
    for (const source of await sources()) {
      if (!(source.id in players)) continue;
      expect(source.rejected).toBeGreaterThan(0);
      expect(source.badMessages?.map(({ excerpt }) => excerpt)).toContainEqual(source.id === 'cranes' ? expect.stringContaining('no JSON') : expect.stringMatching(HEX));
    }
    await everyone('recover');
    await settled('all are up again', () => 'up');
    expect(aggregator.exited).toBeUndefined();
  });

  (process.env['HAS_MQTT'] ? it : it.skip)('a frozen broker, and one that is gone, are told; it is found again', async () => {
    mqtt?.freezeBroker();
    await settled('the broker is lost', () => 'down', ['cranes']);
    mqtt?.thawBroker();
    await mqtt?.stop();
    await mqtt?.start();
    await settled('it is up again', () => 'up', ['cranes']);
    await mqtt?.stopBroker();
    await settled('the broker is gone', () => 'down', ['cranes']);
    await mqtt?.startBroker();
    await mqtt?.stop();
    await mqtt?.start();
    await settled('it is up at last', () => 'up', ['cranes']);
  });
});
