import { unavailable, type Parsed, type Signal } from '@one-screen/domain';
import fc from 'fast-check';
import type { IPublishPacket } from 'mqtt';
import type { Sink } from '../connector.js';
import { MESSAGES_AT_ONCE, MqttInbox } from './mqtt.inbox.js';

const packet = (messageId: number, qos: 0 | 1 = 1): IPublishPacket => {
  const payload = JSON.stringify({ key: `k-${messageId}`, sector: 'fire', level: 'red', title: '火警', occurredAt: '2026-11-25T08:00:00+08:00' });
  return { cmd: 'publish', topic: 't', payload: Buffer.from(payload), qos, dup: false, retain: false, messageId };
};
const numberOf = ([first]: Parsed<Signal>[]): number => (first?.ok && first.signal.kind === 'alarm' ? Number(first.signal.key.slice(2)) : NaN);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** An inbox whose sink stores a message when `store` is told to, or refuses it as unavailable. */
const open = () => {
  const offered: number[] = [];
  const acknowledged: number[] = [];
  const bad: string[] = [];
  const waiting = new Map<number, { resolve: () => void; reject: (error: unknown) => void }>();
  const sink: Sink = {
    signal: (batch) => {
      offered.push(numberOf(batch));
      return new Promise((resolve, reject) => waiting.set(numberOf(batch), { resolve, reject }));
    },
    state: () => undefined,
    bad: (error) => void bad.push(error),
  };
  const inbox = new MqttInbox(sink, (messageId) => void acknowledged.push(messageId));
  let room = 0;
  return {
    inbox, offered, acknowledged, bad,
    room: () => room,
    take: async (...packets: IPublishPacket[]) => {
      for (const each of packets) inbox.take(each, () => (room += 1));
      await settled();
    },
    store: async (number: number) => {
      waiting.get(number)?.resolve();
      await settled();
    },
    refuse: async (number: number) => {
      waiting.get(number)?.reject(unavailable('database-away', '数据库中断', 'The database is away'));
      await settled();
    },
  };
};

describe('the messages of one connection', () => {
  it('wait for their commits together and are acknowledged in the order they came, whatever order they are stored in', async () => {
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(Array.from({ length: 12 }, (_, index) => index + 1), { minLength: 12 }), async (order) => {
      const { take, store, offered, acknowledged } = open();
      await take(...order.map((_, index) => packet(index + 1)));
      expect(offered).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      const stored = new Set<number>();
      for (const number of order) {
        await store(number);
        stored.add(number);
        const whole = Array.from({ length: 12 }, (_, index) => index + 1).findIndex((each) => !stored.has(each));
        expect(acknowledged).toEqual(Array.from({ length: whole < 0 ? 12 : whole }, (_, index) => index + 1));
      }
    }), { numRuns: 30 });
  });

  it('are bounded: the next is asked for when there is room again', async () => {
    const { take, store, room, inbox } = open();
    await take(...Array.from({ length: MESSAGES_AT_ONCE }, (_, index) => packet(index + 1)));
    expect([room(), inbox.isFull]).toEqual([MESSAGES_AT_ONCE - 1, true]);
    await store(2);
    expect(room()).toBe(MESSAGES_AT_ONCE - 1);
    await store(1);
    expect([room(), inbox.isFull]).toEqual([MESSAGES_AT_ONCE, false]);
  });

  it('hold up what was not offered yet while one of them cannot be stored', async () => {
    const { take, store, refuse, offered, acknowledged } = open();
    await take(packet(1));
    await refuse(1);
    await take(packet(2), packet(3));
    const before = [...offered];
    while (offered.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await store(1);
    while (offered.length < 4) await settled();
    expect([before, acknowledged, offered]).toEqual([[1], [1], [1, 1, 2, 3]]);
  });

  it('without an acknowledgement (QoS 0) are stored all the same, and a bad one is told of and acknowledged', async () => {
    const { take, store, acknowledged, bad } = open();
    await take(packet(0, 0), { ...packet(5), payload: Buffer.from('{') });
    await store(0);
    expect([acknowledged, bad.length]).toEqual([[5], 1]);
  });

  it('of a lost connection are never acknowledged, though what is being stored is', async () => {
    const { take, store, inbox, acknowledged } = open();
    await take(packet(1));
    inbox.lose();
    const finished = inbox.finish();
    await store(1);
    await finished;
    expect(acknowledged).toEqual([]);
  });

  it('at the end are acknowledged as far as they are stored', async () => {
    const { take, store, refuse, inbox, acknowledged } = open();
    await take(packet(1), packet(2), packet(3));
    await refuse(2);
    const finished = inbox.finish();
    await store(1);
    await store(3);
    await finished;
    expect(acknowledged).toEqual([1]);
  });
});
