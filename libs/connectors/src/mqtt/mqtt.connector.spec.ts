import { invalid, unavailable, type Parsed } from '@one-screen/domain';
import type { Sink } from '../connector.js';
import { isTopicFilter, mqttConnector } from './mqtt.connector.js';
import { readPayload, takeMessage } from './mqtt.message.js';

const alarm = { key: 'k', sector: 'fire', level: 'red', title: 't', occurredAt: '2026-03-01T08:00:00+08:00' };
const sinkOf = (signal: Sink['signal']) => {
  const bad: string[] = [];
  const sink: Sink = { signal, state: () => undefined, bad: (error) => bad.push(error) };
  return { sink, bad };
};
const never = new AbortController().signal;

describe('an MQTT message', () => {
  it('is one native alarm or an array of them', () => {
    expect(readPayload(JSON.stringify(alarm))).toMatchObject({ batch: [{ ok: true }] });
    expect(readPayload(Buffer.from(JSON.stringify([alarm, {}])))).toMatchObject({ batch: [{ ok: true }, { ok: false }] });
  });

  it.each([['not JSON', '{'], ['a bare value', '7'], ['empty', ''], ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])], ['too large', Buffer.alloc(1_048_577, 0x20)]])('that is %s is told of as bad and may be acknowledged', async (_name, payload) => {
    const offered: Parsed[][] = [];
    const { sink, bad } = sinkOf((batch) => Promise.resolve(void offered.push(batch)));
    expect(await takeMessage(payload, sink, never)).toBe(true);
    expect([offered.length, bad.length]).toEqual([0, 1]);
  });

  it('is offered again while storing is unavailable', async () => {
    let calls = 0;
    const { sink, bad } = sinkOf(() => ((calls += 1) < 3 ? Promise.reject(unavailable('database-away', '数据库中断', 'away')) : Promise.resolve()));
    expect(await takeMessage(JSON.stringify(alarm), sink, never)).toBe(true);
    expect([calls, bad]).toEqual([3, []]);
  });

  it('is let go unacknowledged when released meanwhile', async () => {
    const release = new AbortController();
    const { sink } = sinkOf(() => {
      release.abort();
      return Promise.reject(unavailable('database-away', '数据库中断', 'away'));
    });
    expect(await takeMessage(JSON.stringify(alarm), sink, release.signal)).toBe(false);
  });

  it('refused for good is told of as bad', async () => {
    const { sink, bad } = sinkOf(() => Promise.reject(invalid('no', '不行', 'no way')));
    expect(await takeMessage(JSON.stringify(alarm), sink, never)).toBe(true);
    expect(bad).toEqual(['no way']);
  });
});

describe('the options of an MQTT source', () => {
  it('are checked, each fault by its path', async () => {
    const { sink } = sinkOf(() => Promise.resolve());
    const options = { brokerUrl: 'http://x', group: 'a/b', clientId: '', topic: 'a/#/b', parallel: 99 };
    await expect(mqttConnector.open(options, sink, never)).rejects.toMatchObject({ code: 'connector-options', details: ['brokerUrl', 'group', 'clientId', 'topic', 'parallel'].map((path) => expect.objectContaining({ path }) as unknown) });
  });

  it('take the wildcards MQTT knows', () => {
    expect(['a/b', '#', 'a/+/b', '+/#', '/'].filter((filter) => !isTopicFilter(filter))).toEqual([]);
    expect(['a/#/b', 'a#', 'a+/b', 'a\u0000'].filter(isTopicFilter)).toEqual([]);
  });
});
