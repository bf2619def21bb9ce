import { openJt808Terminal, openHj212Station, openFireDevice, type Jt808Terminal } from '@one-screen/connectors';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile, type Person } from '../support/aggregator.js';
import { until } from '../support/alarms.js';

/** Peers that mean ill, or are broken in a way that looks like it: the good device beside them is answered, and its alarm is stored. */
const HOST = '127.0.0.1';
/** Hostile peers come from here, so that the limit for one address is theirs alone. */
const ELSEWHERE = '127.0.0.2';
const COLLISION = 1 << 29;
/** A connection that says nothing for so long is closed, seconds (the least a source may set). */
const IDLE = 10;
/** What the program may grow by while thousands come and go, bytes. */
const GROWTH = 96 * 1_048_576;

/** A location of an unknown terminal, right in every byte (protocol vector 1, JT/T 808-2013). */
const STRANGER = Buffer.from('7e02000026123456789012007d02000000010000000200ba7f0e07e4f11c0028003c00001810151010100104000000640202007d01137e', 'hex');

describe('hostile peers', () => {
  let aggregator: Aggregator;
  let admin: Person;
  let officer: Person;
  const ports = { jt808: 0, crowd: 0, fire: 0, dust: 0 };
  const hostile = new Set<Socket>();
  const terminals = new Set<Jt808Terminal>();
  let phones = 13_900_000_000;

  const source = async (id: string) =>
    ((await admin.get('/api/sources')).body.items as { id: string; state: string; accepted: number; rejected: number; badMessages?: { error: string; excerpt: string }[] }[]).find((one) => one.id === id);
  const bad = async (id: string, words: string) => (await source(id))?.badMessages?.some(({ error }) => error.includes(words)) ?? false;
  const memory = (): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${aggregator.child.pid}/status`, 'utf8'))?.[1]) * 1024;

  /** A connection of somebody hostile; nothing that happens to it is an error of the test. */
  const dial = (port: number): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: HOST, localAddress: ELSEWHERE }, () => resolve(socket));
      hostile.add(socket);
      socket.on('error', () => resolve(socket));
      socket.on('close', () => hostile.delete(socket));
    });
  const closed = (socket: Socket): Promise<true> =>
    new Promise((resolve) => {
      if (socket.destroyed) resolve(true);
      else socket.once('close', () => resolve(true));
    });
  const hangUp = (): void => {
    for (const socket of hostile) socket.destroy();
  };

  /** A vehicle that nobody has heard of yet signs on, reports a collision, is answered, and the alarm is there: no waiting. */
  const goodVehicle = async (id = 'buses', port = ports.jt808): Promise<void> => {
    const phone = String((phones += 1));
    const terminal = await openJt808Terminal({ host: HOST, port, phone, plate: '浙JT0001', version: '2019', heartbeatSeconds: 3, answerMs: 60_000 });
    terminals.add(terminal);
    expect((await terminal.locate({ lon: 121.13, lat: 28.85, alarms: COLLISION })).result).toBe(0);
    const { body } = await officer.get(`/api/alarms?sourceId=${id}&limit=200`);
    expect((body.items as { key: string; level: string; conditionActive: boolean }[]).find(({ key }) => key.startsWith(`${phone}/`))).toMatchObject({ level: 'red', conditionActive: true });
  };
  const goodStation = async (): Promise<void> => {
    const station = await openHj212Station({ host: HOST, port: ports.dust, mn: `MN${(phones += 1)}`, version: '2017', answerMs: 60_000 });
    await station.report({ a34002: 81.5 });
    await station.close();
  };
  const goodFire = async (): Promise<void> => {
    const address = String((phones += 1));
    const device = await openFireDevice({ host: HOST, port: ports.fire, address, answerMs: 60_000 });
    await device.sendUnit({ type: 2, objects: [{ sysType: 1, sysAddr: 1, compType: 40, zone: 1, position: 1, state: 0b10, text: '一层走廊', at: Date.now() }] });
    const { body } = await officer.get('/api/alarms?sourceId=fire-units&limit=200');
    expect((body.items as { key: string }[]).some(({ key }) => key.includes(address))).toBe(true);
    await device.close();
  };

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-hostile-'));
    Object.assign(ports, { jt808: await freePort(), crowd: await freePort(), fire: await freePort(), dust: await freePort() });
    const line = (id: string, kind: string, sector: string, options: Record<string, unknown>) => ({ id, kind, sector, name: `测试 ${id}`, silentAfter: 'PT1H', options: { host: HOST, ...options } });
    writeSourcesFile(dataDir, [
      line('buses', 'jt808', 'road', { port: ports.jt808, idleSeconds: IDLE }),
      // Here nobody is closed as idle while the crowd comes in.
      line('crowd', 'jt808', 'road', { port: ports.crowd, idleSeconds: 3_600 }),
      line('fire-units', 'gbt26875', 'fire', { port: ports.fire }),
      line('dust', 'hj212', 'construction', { port: ports.dust }),
    ]);
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: join(dataDir, 'sources.json') } });
    admin = await aggregator.signIn('admin');
    officer = await aggregator.signIn('officer');
  });
  afterEach(async () => {
    hangUp();
    for (const terminal of terminals) await terminal.close();
    terminals.clear();
    expect(aggregator.exited).toBeUndefined();
  });
  afterAll(async () => {
    hangUp();
    await aggregator?.close();
  });

  it('one byte a second: others are answered meanwhile, and the slow one is, too, when its frame is whole', async () => {
    const slow = await Promise.all(Array.from({ length: 40 }, () => dial(ports.jt808)));
    for (let at = 0; at < 4; at += 1) {
      for (const socket of slow) socket.write(STRANGER.subarray(at, at + 1));
      await delay(1_000);
    }
    await goodVehicle();
    const answers = slow.map((socket) => new Promise<Buffer>((resolve) => socket.once('data', resolve)));
    for (const socket of slow) socket.write(STRANGER.subarray(4));
    // A terminal nobody knows is told so (0x8001).
    for (const answer of await Promise.all(answers)) expect(answer.toString('hex')).toMatch(/^7e8001/);
    await goodVehicle();
  });

  it('ten thousand connections from one address: so many are kept as one may have, others are served, memory stays', async () => {
    const before = (await source('crowd'))?.rejected ?? 0;
    let opened = 0;
    const crowd = async (count: number): Promise<void> => {
      for (let left = count; left > 0; left -= 250) {
        await Promise.all(Array.from({ length: Math.min(left, 250) }, () => dial(ports.crowd)));
        opened += Math.min(left, 250);
      }
    };
    await crowd(3_000);
    await goodVehicle('crowd', ports.crowd);
    const kept = memory();
    await crowd(7_000);
    expect(opened).toBe(10_000);
    await goodVehicle('crowd', ports.crowd);
    await until(() => hostile.size === 500);
    expect(memory() - kept).toBeLessThan(GROWTH);
    expect(await bad('crowd', `more than 500 connections from ${ELSEWHERE}`)).toBe(true);
    expect((await source('crowd'))?.rejected).toBe(before + 9_500);
    // When they have hung up, their places are free again.
    hangUp();
    const late = await until(async () => {
      const socket = await dial(ports.crowd);
      await delay(200);
      return !socket.destroyed && socket;
    });
    const answer = new Promise<Buffer>((resolve) => late.once('data', resolve));
    late.write(STRANGER);
    expect((await answer).toString('hex')).toMatch(/^7e8001/);
  });

  it('a peer that never reads its answers is let go, and told of', async () => {
    const deaf = await dial(ports.dust);
    deaf.pause();
    const gone = closed(deaf);
    // Each is answered with twice its length, without anything to store.
    const request = '##0087QN=20260301085857223;ST=39;CN=1013;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&';
    const asked = Buffer.from(`${request}${crcOf(request.slice(6))}\r\n`.repeat(1_000));
    let writing = true;
    const write = (): void => {
      while (writing && !deaf.destroyed && deaf.write(asked));
      if (!deaf.destroyed) deaf.once('drain', write);
    };
    write();
    await goodStation();
    await gone;
    writing = false;
    expect(await bad('dust', 'does not read its answers')).toBe(true);
    await goodStation();
  });

  it.each([
    ['dust', 'dust', '##9999QN=20260301085857223;', goodStation],
    ['fire', 'fire-units', '@@', goodFire],
    ['jt808', 'buses', '~', () => goodVehicle()],
  ])('%s: a frame without end is held no longer than a frame can be, and its sender is cut off', async (port, id, head, good) => {
    const before = (await source(id))?.rejected ?? 0;
    const kept = memory();
    const endless = await dial(ports[port as keyof typeof ports]);
    const gone = closed(endless);
    endless.write(head);
    const chunk = Buffer.alloc(65_536, 0x41);
    const write = (): void => {
      while (!endless.destroyed && endless.write(chunk));
      if (!endless.destroyed) endless.once('drain', write);
    };
    write();
    await good();
    await gone;
    expect(memory() - kept).toBeLessThan(GROWTH);
    expect((await source(id))?.rejected).toBeGreaterThan(before);
    await good();
  });

  it('half a frame, then silence: closed when it has been idle for as long as the source allows, others go on', async () => {
    const silent = await Promise.all(Array.from({ length: 40 }, () => dial(ports.jt808)));
    for (const socket of silent) socket.write(STRANGER.subarray(0, 30));
    await goodVehicle();
    expect(silent.every((socket) => !socket.destroyed)).toBe(true);
    await Promise.all(silent.map(closed));
    await goodVehicle();
  });
});

/** The check of HJ 212-2017 annex A: the register is moved by a byte, then the byte joins it. */
const crcOf = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc = (crc >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
};
