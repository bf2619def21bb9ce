import { openAisSender, openFireDevice, openHj212Station, openJt808Terminal, openModbusSimulator } from '@one-screen/connectors';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile, type Person } from '../support/aggregator.js';

/** Real devices' protocols on real ports: what the field says is stored before it is answered, and shows where people look. */
const HOST = '127.0.0.1';
const TANK = { address: 0, register: 'holding', type: 'u16', scale: 0.1, point: 'tank-level', unit: '%', deviceCode: 'TANK-1' } as const;
const freeUdpPort = (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, HOST, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

describe('the field speaks its own protocols', () => {
  let aggregator: Aggregator;
  let admin: Person;
  let officer: Person;
  const ports = { jt808: 0, fire: 0, dust: 0, ais: 0, modbus: 0 };
  let dataDir: string;

  const until = async <T>(what: string, ask: () => Promise<T | undefined>, limitMs = 15_000): Promise<T> => {
    for (const end = Date.now() + limitMs; ; await delay(100)) {
      const found = await ask();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    }
  };
  const alarmOf = (sourceId: string, part: string) => async () => {
    const { body } = await officer.get(`/api/alarms?sourceId=${sourceId}&limit=100`);
    return (body.items as { key: string; level: string; title: string; conditionActive: boolean; location?: { lon: number } }[]).find(({ key }) => key.includes(part));
  };
  const source = async (id: string) => ((await admin.get('/api/sources')).body.items as { id: string; state: string; accepted: number; rejected: number; badMessages?: { excerpt: string }[] }[]).find((one) => one.id === id);

  const start = async (): Promise<void> => {
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: join(dataDir, 'sources.json') } });
    admin = await aggregator.signIn('admin');
    officer = await aggregator.signIn('officer');
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-lines-'));
    Object.assign(ports, { jt808: await freePort(), fire: await freePort(), dust: await freePort(), modbus: await freePort(), ais: await freeUdpPort() });
    const line = (id: string, kind: string, sector: string, options: Record<string, unknown>) => ({ id, kind, sector, name: `测试 ${id}`, silentAfter: 'PT1H', options });
    writeSourcesFile(dataDir, [
      line('buses', 'jt808', 'road', { host: HOST, port: ports.jt808 }),
      line('fire-units', 'gbt26875', 'fire', { host: HOST, port: ports.fire }),
      line('dust', 'hj212', 'construction', { host: HOST, port: ports.dust }),
      line('ships', 'ais', 'marine', { transport: 'udp', host: HOST, port: ports.ais }),
      line('tanks', 'modbus', 'industry', { host: HOST, port: ports.modbus, every: 300, timeout: 500, points: [TANK] }),
    ]);
    await start();
  });
  afterAll(async () => {
    await aggregator?.close();
  });

  it('a vehicle: registered, located, an alarm bit raised and cleared, each answered after the commit', async () => {
    const terminal = await openJt808Terminal({ host: HOST, port: ports.jt808, phone: '13800000001', plate: '浙JT0001', version: '2019' });
    const at = { lon: 121.131, lat: 28.851, speedKmh: 42, direction: 90, status: 0b11 };
    await terminal.locate({ ...at, alarms: 0 });
    // A terminal's clock counts seconds: two reports of one second are one position.
    await delay(1100);
    await terminal.locate({ ...at, lon: 121.132, alarms: 1 << 2 });
    // Answered, so it is there: no waiting.
    const raised = await alarmOf('buses', '13800000001')();
    expect(raised).toMatchObject({ level: 'orange', conditionActive: true });
    const { body } = await officer.get('/api/positions?deviceCode=13800000001');
    expect(body.items).toMatchObject([{ deviceCode: '13800000001', sector: 'road', speedKmh: 42, courseDeg: 90, stale: false }]);
    expect(body.items[0].lon).toBeCloseTo(121.132, 5);
    await delay(1100);
    await terminal.locate({ ...at, alarms: 0 });
    expect(await alarmOf('buses', '13800000001')()).toMatchObject({ conditionActive: false });
    const devices = (await admin.get('/api/devices?unregistered=1')).body.items as { code: string }[];
    expect(devices.map(({ code }) => code)).toContain('13800000001');
    await terminal.close();
  });

  it('a device is registered to an object, and its next alarm bears the name', async () => {
    const grids = await admin.call('POST', '/api/grids', [{ code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] }]);
    expect(grids.status).toBeLessThan(300);
    await admin.call('POST', '/api/objects', [{ code: 'BUS-1', name: '客运一号车', sector: 'road', kind: '客车', gridCode: '331082001001', location: { lon: 121.12, lat: 28.85 }, risk: 'yellow' }]);
    expect((await admin.call('PUT', '/api/devices/13800000001', { objectCode: 'BUS-1' })).body).toMatchObject({ code: '13800000001', objectCode: 'BUS-1', objectName: '客运一号车' });
    expect((await officer.call('PUT', '/api/devices/13800000001', { objectCode: null })).status).toBe(403);
    expect((await admin.call('PUT', '/api/devices/13800000001', { objectCode: 'NOBODY' })).status).toBe(404);
    const terminal = await openJt808Terminal({ host: HOST, port: ports.jt808, phone: '13800000001', plate: '浙JT0001', version: '2019' });
    await terminal.locate({ lon: 121.131, lat: 28.851, speedKmh: 42, direction: 90, status: 0b11, alarms: 1 << 29 });
    const { body } = await officer.get('/api/alarms?objectCode=BUS-1&limit=10');
    expect(body.items).toMatchObject([{ level: 'red', objectName: '客运一号车', gridCode: '331082001001' }]);
    await terminal.close();
  });

  it('a fire: a detector speaks, the alarm stands when the device is confirmed', async () => {
    const device = await openFireDevice({ host: HOST, port: ports.fire, address: '889' });
    await device.sendUnit({ type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 10, position: 2, state: 0b10, text: '一层走廊', at: Date.now() }] });
    expect(await alarmOf('fire-units', '889')()).toMatchObject({ level: 'orange', conditionActive: true });
    await device.close();
  });

  it('dust: a report is acknowledged and can be read as latest value and as series', async () => {
    const station = await openHj212Station({ host: HOST, port: ports.dust, mn: '010000A8900016F000169DC0', version: '2017' });
    await station.report({ a34002: 81.5, LA: 62.5 });
    const { body } = await officer.get('/api/readings?deviceCode=010000A8900016F000169DC0');
    expect(body.items).toEqual(expect.arrayContaining([expect.objectContaining({ point: 'PM10', value: 81.5, quality: 'good', sector: 'construction' })]));
    const hour = 3_600_000;
    const query = new URLSearchParams({ deviceCode: '010000A8900016F000169DC0', point: 'PM10', from: new Date(Date.now() - hour).toISOString(), to: new Date(Date.now() + hour).toISOString(), width: '100' });
    expect((await officer.get(`/api/readings/series?${query}`)).body.items).toMatchObject([{ value: 81.5 }]);
    await station.close();
  });

  it('a ship: its place and name by AIS', async () => {
    const sender = await openAisSender({ transport: 'udp', host: HOST, port: ports.ais });
    await sender.staticData({ mmsi: 412_000_123, name: 'ZHE LIN YU 123', shipType: 30 });
    await sender.position({ mmsi: 412_000_123, lon: 121.41, lat: 28.71, speedKn: 8, courseDeg: 100, status: 0 });
    const ship = await until('the ship shows', async () => (await officer.get('/api/positions?deviceCode=412000123')).body.items[0]);
    expect(ship).toMatchObject({ name: 'ZHE LIN YU 123', sector: 'marine', speedKmh: 14.8 });
    await sender.close();
  });

  it('a tank: above its limit it is an alarm by rule; its server gone the source is down and that is an alarm of its own', async () => {
    expect((await source('tanks'))?.state).toBe('down');
    await until('the missing server is an alarm', alarmOf('tanks', 'link/tanks'));
    const server = await openModbusSimulator({ port: ports.modbus });
    server.set(TANK, 50);
    await until('the tank is read', async () => (await officer.get('/api/readings?deviceCode=TANK-1')).body.items.find((one: { value: number }) => one.value === 50), 40_000);
    await until('the link alarm has cleared', async () => ((await alarmOf('tanks', 'link/tanks')())?.conditionActive === false ? true : undefined));
    // Above the limit of the shipped rule: an alarm that says which rule and whose clause.
    server.set(TANK, 97);
    expect(await until('the rule has raised', alarmOf('tanks', 'rule:'), 90_000)).toMatchObject({ level: 'orange', conditionActive: true });
    await server.close();
    await until('the source is down again', async () => ((await source('tanks'))?.state === 'down' ? true : undefined), 90_000);
  }, 400_000);

  it('garbage is counted and kept for inspection, and the next good frame on the same connection is taken', async () => {
    const before = (await source('dust'))?.rejected ?? 0;
    const socket = connect(ports.dust, HOST);
    const good = '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0\r\n';
    const answer = new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString('latin1'))));
    socket.write(Buffer.from([0, 255, 35, 35, 57, 57, 57, 57, 1, 2, 3]));
    socket.write(good.replace('5CC0', '0759'));
    socket.write(good);
    expect(await answer).toContain('CN=9014');
    socket.destroy();
    const after = await source('dust');
    expect(after?.rejected).toBeGreaterThan(before);
    expect(after?.badMessages?.length).toBeGreaterThan(0);
    expect(aggregator.exited).toBeUndefined();
  });

  it('killed and started again, what was answered is there once', async () => {
    const before = (await officer.get('/api/alarms?sourceId=fire-units&limit=100')).body.items as { id: string }[];
    await aggregator.kill('SIGKILL');
    await start();
    const device = await openFireDevice({ host: HOST, port: ports.fire, address: '889' });
    await device.sendUnit({ type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 10, position: 2, state: 0b10, text: '一层走廊', at: Date.now() }] });
    const after = (await officer.get('/api/alarms?sourceId=fire-units&limit=100')).body.items as { id: string }[];
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await officer.get('/api/positions?deviceCode=412000123')).body.items).toHaveLength(1);
    await device.close();
  });
});
