import { invalid, unavailable, type Parsed, type Signal } from '@one-screen/domain';
import type { Sink } from '../connector.js';
import { isTopicFilter, mqttConnector, MqttOptions } from './mqtt.connector.js';
import { messageReader, readPayload, takeMessage } from './mqtt.message.js';

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
    const offered: Parsed<Signal>[][] = [];
    const { sink, bad } = sinkOf((batch) => Promise.resolve(void offered.push(batch)));
    expect(await takeMessage(payload, sink, never)).toBe(true);
    expect([offered.length, bad.length]).toEqual([0, 1]);
  });

  it('is SenML when the source says so', () => {
    expect(readPayload('[{"bn":"d:","n":"t","u":"Cel","v":21}]', 'senml', Date.UTC(2026, 2, 1))).toMatchObject({ batch: [{ ok: true, signal: { kind: 'reading', deviceCode: 'd', unit: '℃', at: Date.UTC(2026, 2, 1) } }] });
    expect(readPayload('{}', 'senml')).toHaveProperty('error');
  });

  it('is what the mapping of its source makes of it', async () => {
    const { format, mapping } = MqttOptions.pick({ format: true, mapping: true }).parse({ mapping: { each: 'gates', kind: 'reading', fields: { deviceCode: 'id', point: "'in'", value: 'in' } } });
    const offered: Parsed<Signal>[][] = [];
    const { sink, bad } = sinkOf((batch) => Promise.resolve(void offered.push(batch)));
    const mapped = { ...sink, read: messageReader({ format, mapping }) };
    expect(await takeMessage('{"gates":[{"id":"g1","in":4},{"id":"g2"}]}', mapped, never)).toBe(true);
    expect(await takeMessage('{', mapped, never)).toBe(true);
    expect(offered).toMatchObject([[{ ok: true, signal: { kind: 'reading', deviceCode: 'g1', value: 4 } }, { ok: false, faults: [{ path: '[1].value' }] }]]);
    expect(bad).toHaveLength(1);
  });

  it('of many elements is offered in pieces, in order', async () => {
    const sizes: number[] = [];
    const { sink } = sinkOf((batch) => Promise.resolve(void sizes.push(batch.length)));
    expect(await takeMessage(JSON.stringify(Array.from({ length: 4_500 }, () => ({}))), sink, never)).toBe(true);
    expect(sizes).toEqual([2_000, 2_000, 500]);
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
    expect(bad).toEqual(['不行 / no way']);
  });
});

describe('the options of an MQTT source', () => {
  it('are checked, each fault by its path', async () => {
    const { sink } = sinkOf(() => Promise.resolve());
    const options = { brokerUrl: 'http://x', group: 'a/b', clientId: '', topic: 'a/#/b', parallel: 99 };
    await expect(mqttConnector.open(options, sink, never)).rejects.toMatchObject({ code: 'connector-options', details: ['brokerUrl', 'group', 'clientId', 'topic', 'parallel'].map((path) => expect.objectContaining({ path }) as unknown) });
  });

  it('name what is wrong with a mapping, and take none for SenML', async () => {
    const { sink } = sinkOf(() => Promise.resolve());
    const options = { brokerUrl: 'mqtt://127.0.0.1:1', group: 'g', clientId: 'c', topic: 't' };
    const mapping = { kind: 'reading', fields: { deviceCode: 'id', point: "'p'", value: '1 +' } };
    await expect(mqttConnector.open({ ...options, mapping }, sink, never)).rejects.toMatchObject({ code: 'connector-options', details: [{ path: 'mapping.fields.value' }] });
    await expect(mqttConnector.open({ ...options, format: 'senml', mapping: { ...mapping, fields: { ...mapping.fields, value: '1' } } }, sink, never)).rejects.toMatchObject({ code: 'connector-options', details: [{ path: 'mapping' }] });
  });

  it('take the wildcards MQTT knows', () => {
    expect(['a/b', '#', 'a/+/b', '+/#', '/'].filter((filter) => !isTopicFilter(filter))).toEqual([]);
    expect(['a/#/b', 'a#', 'a+/b', 'a\u0000'].filter(isTopicFilter)).toEqual([]);
  });
});
