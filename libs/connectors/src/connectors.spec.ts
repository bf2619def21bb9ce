import { DomainError, halvesOf, holdsChinese, type Fault, type Parsed, type Signal } from '@one-screen/domain';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { openAisSender } from './ais/ais.simulator.js';
import type { ConnectorState, Sink } from './connector.js';
import { CONNECTORS } from './connectors.js';
import { faultsOf } from './faults.js';
import { openFireDevice } from './gbt26875/gbt26875.simulator.js';
import { openHj212Station } from './hj212/hj212.simulator.js';
import { openHttpPullSimulator, VISITOR_MAPPING } from './http-pull/http-pull.simulator.js';
import { openJt808Terminal } from './jt808/jt808.simulator.js';
import { PAYLOAD_FORMATS } from './mapping/payload.js';
import { openModbusSimulator } from './modbus/modbus.simulator.js';
import { MAX_PAYLOAD, readPayload } from './mqtt/mqtt.message.js';
import { openOpcuaSimulator } from './opcua/opcua.simulator.js';
import { openSparkplug } from './sparkplug/sparkplug.talk.js';

const HOST = '127.0.0.1';
const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, HOST, () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
});
const garbage = Buffer.from('~~@@##\u0000\u0001 not a frame of anything \r\n{]~', 'latin1');

/** The other end of a connector under test. */
interface Field {
  options: Record<string, unknown>;
  /** Lets the device say something that is a signal. */
  speak(): Promise<void>;
  /** Lets it, or somebody in its place, send rubbish. */
  rave(): Promise<void>;
  close(): Promise<void>;
}

const overTcp = (port: number): Promise<void> => new Promise((resolve) => {
  const socket = connect(port, HOST, () => socket.write(garbage, () => setTimeout(() => { socket.destroy(); resolve(); }, 100)));
  socket.on('error', () => resolve());
});

/** How each kind that needs no broker is spoken with. A new connector adds its line, or the first test below fails. */
const FIELDS: Record<string, () => Promise<Field>> = {
  jt808: async () => {
    const port = await freePort();
    return {
      options: { host: HOST, port }, rave: () => overTcp(port), close: () => Promise.resolve(),
      speak: async () => {
        const terminal = await openJt808Terminal({ host: HOST, port, phone: '13900000001', plate: '浙JT0001', version: '2019' });
        await terminal.locate({ lon: 121.1, lat: 28.8, status: 0b11 });
        await terminal.close();
      },
    };
  },
  gbt26875: async () => {
    const port = await freePort();
    return {
      options: { host: HOST, port }, rave: () => overTcp(port), close: () => Promise.resolve(),
      speak: async () => {
        const device = await openFireDevice({ host: HOST, port, address: '889' });
        await device.heartbeat();
        await device.close();
      },
    };
  },
  hj212: async () => {
    const port = await freePort();
    return {
      options: { host: HOST, port }, rave: () => overTcp(port), close: () => Promise.resolve(),
      speak: async () => {
        const station = await openHj212Station({ host: HOST, port, mn: 'MN1', version: '2017' });
        await station.report({ a34002: 50 });
        await station.close();
      },
    };
  },
  ais: async () => {
    const probe = createSocket('udp4');
    const port = await new Promise<number>((resolve) => probe.bind(0, HOST, () => resolve(probe.address().port)));
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const sender = await openAisSender({ transport: 'udp', host: HOST, port });
    return {
      options: { transport: 'udp', host: HOST, port }, close: () => sender.close(), rave: () => sender.sendLine('!AIVDM,1,1,,A,garbage,0*00'),
      speak: () => sender.position({ mmsi: 412_000_001, lon: 121.4, lat: 28.7, speedKn: 5, courseDeg: 90, status: 0 }),
    };
  },
  modbus: async () => {
    const server = await openModbusSimulator();
    const point = { address: 0, register: 'holding', type: 'u16', point: 'p', unit: '%', deviceCode: 'D' } as const;
    server.set(point, 7);
    return {
      options: { host: HOST, port: server.port, every: 200, timeout: 300, points: [point] }, close: () => server.close(), speak: () => Promise.resolve(server.set(point, 8)),
      rave: async () => {
        server.refuse(4);
        await delay(600);
        server.refuse();
      },
    };
  },
  opcua: async () => {
    const server = await openOpcuaSimulator({ port: await freePort() });
    const node = { nodeId: 'ns=1;s=p', point: 'p', deviceCode: 'D' };
    let value = 7;
    const show = (held: unknown, dataType: 'Double' | 'String'): Promise<void> => server.set(node.nodeId, { value: held, dataType, declared: 'BaseDataType' });
    await show(value, 'Double');
    return {
      options: { endpoint: server.endpoint, refresh: 1_000, nodes: [node] }, close: () => server.close(),
      speak: () => show((value += 1), 'Double'), rave: () => show('~~@@##', 'String'),
    };
  },
  'http-pull': async () => {
    const server = await openHttpPullSimulator({ host: HOST, port: 0, area: '东湖', capacity: 1000 });
    let present = 10;
    server.set(present);
    return {
      options: { url: server.url, every: 1000, mapping: VISITOR_MAPPING }, close: () => server.close(), speak: () => Promise.resolve(server.set((present += 1))),
      rave: async () => {
        server.answer(garbage);
        await delay(1500);
        server.answer(undefined);
      },
    };
  },
};

/** Whether a reason lacks Chinese, or English beside it. */
const inOneLanguage = (reason: string): boolean => {
  const { zh, en } = halvesOf(reason);
  return !holdsChinese(zh) || zh === en;
};

describe('every connector on the list', () => {
  it('is tried here, but MQTT, which needs a broker (test/integration)', () => {
    expect(CONNECTORS.map(({ kind }) => kind).filter((kind) => kind !== 'mqtt').sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it.each(Object.keys(FIELDS))('%s: refuses wrong options naming the fault', async (kind) => {
    const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
    const refusal: unknown = await CONNECTORS.find((one) => one.kind === kind)?.open({ port: 'x' }, sink, new AbortController().signal).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'connector-options' });
    const faults = refusal instanceof DomainError ? (refusal.details as Fault[]) : [];
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.map(({ message }) => message).filter(inOneLanguage)).toEqual([]);
  });

  it.each(Object.keys(FIELDS))('%s: gives a signal, survives garbage and tells of it in both languages, hears again, ends when told to', async (kind) => {
    const field = await FIELDS[kind]!();
    const heard: Signal[] = [];
    const states: ConnectorState[] = [];
    const bad: string[] = [];
    const reasons: string[] = [];
    const told = (reason: string): void => {
      bad.push(reason);
      reasons.push(reason);
    };
    const sink: Sink = {
      signal: (batch: Parsed<Signal>[]) => {
        for (const each of batch) if (each.ok) heard.push(each.signal);
          else for (const { message } of each.faults) told(message);
        return Promise.resolve();
      },
      state: (state, error) => {
        states.push(state);
        if (error !== undefined) reasons.push(error);
      },
      bad: told,
    };
    const until = async (what: string, holds: () => boolean): Promise<void> => {
      for (const end = Date.now() + 60_000; !holds(); await delay(20)) if (Date.now() > end) throw new Error(`waited in vain until ${what}; heard ${heard.length}, bad: ${bad.join(' | ')}`);
    };
    const stop = new AbortController();
    const open = CONNECTORS.find((one) => one.kind === kind)!.open(field.options, sink, stop.signal);
    try {
      await delay(200);
      await field.speak();
      await until('it was heard', () => heard.length > 0);
      expect(states).toContain('up');
      await field.rave();
      await until('the garbage was told of', () => bad.length > 0);
      const before = heard.length;
      await delay(1100);
      await field.speak();
      await until('it was heard again', () => heard.length > before);
    } finally {
      stop.abort();
      await open;
      await field.close();
    }
    expect(reasons.filter(inOneLanguage)).toEqual([]);
  });

  it('mqtt: refuses wrong options, and tells of garbage in every format, in both languages', async () => {
    const mqtt = CONNECTORS.find((one) => one.kind === 'mqtt');
    const wrong = mqtt?.options.safeParse({ brokerUrl: 'http://x', topic: '#/a', format: 'sparkplug', slot: -1, sparkplug: { hostId: 'a/b' } });
    const said = wrong?.error ? faultsOf(wrong.error).map(({ message }) => message) : [];
    for (const format of PAYLOAD_FORMATS) {
      for (const payload of [garbage, Buffer.from('7'), Buffer.from('[7]'), Buffer.from('[{"n":"a b","v":1e999}]'), Buffer.from('{"key":"","level":"pink"}'), Buffer.alloc(MAX_PAYLOAD + 1)]) {
        const read = readPayload(payload, format);
        said.push(...('error' in read ? [read.error] : read.batch.flatMap((each) => (each.ok ? [] : each.faults.map(({ message }) => message)))));
      }
    }
    for (const payload of [garbage, Buffer.alloc(MAX_PAYLOAD + 1)]) {
      const read = await openSparkplug('host', {}).read(payload, 'spBv1.0/G/NBIRTH/E');
      said.push('error' in read ? read.error : '');
    }
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(inOneLanguage)).toEqual([]);
  });
});
