import { encodeAisLines } from '../ais/ais.reader.js';
import { FIRE } from '../gbt26875/gbt26875.vectors.js';
import { encodeFrame } from '../jt808/jt808.frame.js';
import { encodeLocation } from '../jt808/jt808.location.js';
import { encodePayload } from '../sparkplug/sparkplug.payload.js';
import { trySample } from './samples.js';

const NOW = Date.UTC(2026, 10, 25);
const DUST = '##0223QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;a34004-Rtd=36.2,a34004-Flag=N;a34002-Rtd=81.5,a34002-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=62.5,LA-Flag=N&&5CC0';
const signalsIn = async (kind: string, options: unknown, sample: string) => {
  const read = await trySample(kind, options, sample, NOW);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.elements.map((element) => (element.ok ? element.signal : element.faults));
};
const faultsIn = async (kind: string, options: unknown, sample: string) => {
  const read = await trySample(kind, options, sample, NOW);
  return read.ok ? [] : read.faults;
};

describe('what a sample would become', () => {
  it('frames of the field: hex of a vehicle, of a fire device, a line of a dust station, a sentence of a ship', async () => {
    const location = encodeLocation({ alarms: 1, status: 0b11, lat: 28.85, lon: 121.13, altitude: 0, speedKmh: 42, direction: 90, at: NOW, items: [] });
    const bus = encodeFrame({ id: 0x0200, version: '2019', protocolVersion: 1, phone: '13800000001', serial: 1, encryption: 0, body: location });
    expect(await signalsIn('jt808', { port: 1 }, bus.toString('hex'))).toMatchObject([{ kind: 'position', deviceCode: '13800000001', speedKmh: 42 }, { kind: 'alarm', level: 'red', cleared: false }]);
    expect(await signalsIn('gbt26875', { deviceCodePrefix: 'A-' }, FIRE.toString('hex').replace(/../g, '$& '))).toMatchObject([{ kind: 'alarm', deviceCode: 'A-889', cleared: false }]);
    expect(await signalsIn('hj212', {}, DUST)).toContainEqual(expect.objectContaining({ kind: 'reading', point: 'PM10', value: 81.5 }));
    const lines = encodeAisLines({ type: 1, mmsi: 412_000_001, lon: 121.2, lat: 28.8, sog: 8, cog: 90, heading: 90, second: 10, status: 0, turn: 0, accuracy: false, maneuver: 0, raim: false, radio: 0 } as never);
    expect(await signalsIn('ais', {}, lines.join('\n'))).toMatchObject([{ kind: 'position', deviceCode: '412000001' }]);
  });

  it('Sparkplug: a birth and a datum by its alias, topic and hex on each line', async () => {
    const metric = { name: 'Level', alias: '7', datatype: 10, historical: false, isNull: false };
    const birth = encodePayload({ timestamp: NOW, seq: 0, metrics: [{ ...metric, value: { real: 50 } }] }).toString('hex');
    const data = encodePayload({ timestamp: NOW, seq: 1, metrics: [{ alias: '7', historical: false, isNull: false, value: { real: 97 } }] }).toString('hex');
    const options = { format: 'sparkplug', topic: 'spBv1.0/G/#', sparkplug: { points: { Level: 'tank-level' } } };
    expect(await trySample('mqtt', options, `spBv1.0/G/NBIRTH/E ${birth}\n\nspBv1.0/G/NDATA/E ${data}`, NOW)).toMatchObject({
      ok: true, notes: [], elements: [{ signal: { kind: 'status', status: 'online' } }, { signal: { kind: 'reading', deviceCode: 'E', point: 'tank-level', value: 50 } }, { signal: { point: 'tank-level', value: 97, quality: 'good' } }],
    });
    expect(await trySample('mqtt', options, `spBv1.0/G/NDATA/E ${data}`, NOW)).toMatchObject({ ok: true, notes: [{ en: expect.stringContaining('rebirth') }], elements: [{ ok: false }] });
    expect(await trySample('mqtt', options, '{"key":"k"}', NOW)).toMatchObject({ ok: false, faults: [{ path: 'sample' }] });
  });

  it('a broken frame is a fault with its place, not an error', async () => {
    expect(await signalsIn('hj212', {}, DUST.replace('5CC0', '5CC1'))).toEqual([[{ path: 'frame[0]', message: expect.stringContaining('CRC') as unknown }]]);
    const wrong = Buffer.from(FIRE);
    wrong[40] = 0x7f;
    expect(await signalsIn('gbt26875', {}, wrong.toString('hex'))).toEqual([[{ path: 'frame[0]', message: expect.stringContaining('sum') as unknown }]]);
    expect(await faultsIn('jt808', {}, '7e zz')).toEqual([{ path: 'sample', message: expect.stringMatching(/不是十六进制/) as unknown }]);
    expect((await trySample('jt808', {}, '010203')) as unknown).toMatchObject({ ok: true, elements: [], notes: [{ zh: '样例中没有完整的一帧' }] });
  });

  it('JSON by a mapping, SenML, native alarms, Alertmanager, CAP; each fault with its path', async () => {
    const mapping = { kind: 'reading', fields: { deviceCode: 'id', point: "'level'", value: 'v' } };
    expect(await signalsIn('mqtt', { topic: 'x', mapping }, '[{"id":"T1","v":3},{"id":"T2","v":"full"}]')).toMatchObject([{ deviceCode: 'T1', value: 3 }, [{ path: '[1].value' }]]);
    expect(await faultsIn('mqtt', { mapping: { ...mapping, fields: { ...mapping.fields, value: 'v +' } } }, '{}')).toMatchObject([{ path: 'options.mapping.fields.value' }]);
    expect(await signalsIn('mqtt', { format: 'senml' }, '[{"bn":"D1/","n":"temp","u":"Cel","v":21.5}]')).toMatchObject([{ kind: 'reading', value: 21.5 }]);
    expect(await signalsIn('http', {}, '{"key":"k","sector":"fire","level":"red","title":"火警","occurredAt":"2026-11-25T08:00:00+08:00"}')).toMatchObject([{ kind: 'alarm', key: 'k' }]);
    expect(await faultsIn('cap', {}, '<nothing/>')).toMatchObject([{ path: 'sample', message: expect.stringContaining('根元素') as unknown }]);
    expect(await faultsIn('modbus', {}, '0103')).toMatchObject([{ path: 'kind' }]);
    expect(await faultsIn('constructor', {}, 'x')).toMatchObject([{ path: 'kind' }]);
  });
});
