import { unavailable, type Signal } from '@one-screen/domain';
import fc from 'fast-check';
import type { Sink } from '../connector.js';
import type { Peer } from '../tcp/tcp.listener.js';
import { codeOf, createFleet } from './jt808.fleet.js';
import { encodeFrame, parseFrame, type Jt808Frame } from './jt808.frame.js';
import { createJt808Framer } from './jt808.framer.js';
import { encodeLocation, type Jt808Location } from './jt808.location.js';
import { encodeAuthentication, encodeBatch, readGeneralAnswer } from './jt808.messages.js';
import { createPartJoiner, splitMessage } from './jt808.packets.js';
import { talkJt808 } from './jt808.session.js';

const PHONE = '13900000001';
const place: Jt808Location = { alarms: 0, status: 3, lat: 28.85, lon: 121.12, altitudeM: 5, speedKmh: 42.5, direction: 90, at: Date.parse('2026-03-01T08:00:00+08:00'), items: [] };
const frameOf = (id: number, body: Buffer, serial = 0): Jt808Frame => ({ id, version: '2013', protocolVersion: 0, phone: PHONE, serial, encryption: 0, body });

/** One connection without a socket: what was heard, told as bad, and answered. */
const scene = () => {
  const heard: Signal[] = [];
  const bad: string[] = [];
  const answers: { serial: number; result: number }[] = [];
  const framer = createJt808Framer();
  const held = { error: undefined as Error | undefined };
  const sink: Sink = {
    signal: (batch) => {
      if (held.error) return Promise.reject(held.error);
      for (const one of batch) if (one.ok) heard.push(one.signal);
      return Promise.resolve();
    },
    state: () => undefined,
    bad: (error) => void bad.push(error),
  };
  const peer: Peer = {
    name: 'test', gone: new AbortController().signal, close: () => undefined,
    send: (bytes) => {
      for (const cut of framer.push(Buffer.from(bytes))) {
        const read = cut.ok ? parseFrame(cut.frame) : undefined;
        const answer = read?.ok ? readGeneralAnswer(read.frame.body) : undefined;
        if (answer?.ok) answers.push({ serial: answer.value.serial, result: answer.value.result });
      }
      return true;
    },
  };
  const talk = talkJt808(peer, { sink, fleet: createFleet(), joiner: createPartJoiner((error) => void bad.push(error)), coordinates: 'wgs84', limitOf: () => undefined, salt: 's' });
  const say = async (...frames: Jt808Frame[]): Promise<void> => {
    for (const frame of frames) for (const cut of talk.framer.push(encodeFrame(frame))) if (cut.ok) await talk.frame(cut.frame);
  };
  const signOn = (): Promise<void> => say(frameOf(0x0102, encodeAuthentication({ code: codeOf(PHONE, 's') }, '2013')));
  return { heard, bad, answers, held, talk, say, signOn };
};

/** What a terminal sends after it is heard only once it has signed on again. */
const LOGOUT = 0x0003;

describe('a conversation with a terminal', () => {
  it('never fails, whatever its messages hold, and hears the report after them', async () => {
    const id = fc.oneof(fc.constantFrom(0x0001, 0x0002, 0x0100, 0x0102, 0x0200, 0x0704), fc.integer({ min: 0, max: 0xffff }).filter((each) => each !== LOGOUT));
    const version = fc.constantFrom('2013' as const, '2019' as const);
    const part = fc.option(fc.constantFrom({ total: 1, index: 1 }, { total: 2, index: 2 }, { total: 9000, index: 1 }), { nil: undefined });
    const frame = fc.record({ id, version, protocolVersion: fc.constant(0), phone: fc.constant(PHONE), serial: fc.nat(0xffff), encryption: fc.constant(0), part, body: fc.uint8Array({ maxLength: 200 }).map((body) => Buffer.from(body)) });
    await fc.assert(fc.asyncProperty(fc.array(frame, { maxLength: 10 }), async (frames) => {
      const { heard, answers, say, signOn } = scene();
      await signOn();
      await say(...frames, frameOf(0x0200, encodeLocation(place), 7));
      expect(answers.at(-1)).toEqual({ serial: 7, result: 0 });
      expect(heard.filter(({ kind }) => kind === 'position').at(-1)).toMatchObject({ location: { lat: 28.85, lon: 121.12 } });
    }));
  });

  it('answers every piece but the last at once, and the last when the whole is stored: sent again alone it is enough', async () => {
    const { heard, answers, held, say, signOn } = scene();
    await signOn();
    const frames = splitMessage(frameOf(0x0704, encodeBatch(Array.from({ length: 60 }, () => place), false), 10));
    held.error = unavailable('database-away', '数据库中断', 'away');
    await say(...frames);
    expect(answers.slice(1)).toEqual([{ serial: 10, result: 0 }]);
    held.error = undefined;
    await say(...frames.slice(-1));
    expect(answers.slice(2)).toEqual([{ serial: 11, result: 0 }]);
    expect(heard.filter(({ kind }) => kind === 'position')).toHaveLength(60);
  });

  it('whose reports overlap while one is not stored tells all that stands anew', async () => {
    const { heard, held, talk, say, signOn } = scene();
    await signOn();
    await say(frameOf(0x0200, encodeLocation(place)));
    heard.length = 0;
    const [lost, next] = [1, 2].map((serial) => talk.framer.push(encodeFrame(frameOf(0x0200, encodeLocation({ ...place, alarms: 4 }), serial))).flatMap((cut) => (cut.ok ? [cut.frame] : [])));
    held.error = unavailable('database-away', '数据库中断', 'away');
    const first = talk.frame(lost?.[0] as Buffer);
    held.error = undefined;
    await Promise.all([first, talk.frame(next?.[0] as Buffer)]);
    expect(heard.filter(({ kind }) => kind === 'alarm')).toEqual([]);
    await say(frameOf(0x0200, encodeLocation({ ...place, alarms: 4 }), 3));
    expect(heard).toContainEqual(expect.objectContaining({ kind: 'alarm', key: `${PHONE}/fatigue`, cleared: false }));
  });
});

describe('the fleet', () => {
  it('forgets the terminals not heard of for longest', () => {
    const fleet = createFleet(2);
    for (const code of ['1', '2', '1', '3']) fleet.of(code).registered = true;
    expect(['1', '2', '3'].map((code) => fleet.hasRegistered(code))).toEqual([true, false, true]);
  });
});
