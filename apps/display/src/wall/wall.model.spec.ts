import type { ObjectView, PositionView, SourceView } from '@one-screen/contracts';
import { alarmView } from '../live/alarm.fixture';
import { sectorLights } from './lights.model';
import { chartPlace, lastSeen, spokenText, takeoverOf } from './takeover.model';
import { warningsOf } from './warning.model';

const source = (over: Partial<SourceView>): SourceView => ({
  id: 's', kind: 'http', sector: 'fire', name: '烟感', state: 'up', since: '2026-11-23T00:00:00Z', accepted: 0, repeats: 0, rejected: 0,
  silentAfter: 'PT5M', fromFile: false, hasToken: true, revision: 1, ...over,
});

describe('who takes the wall over', () => {
  it('is nobody without an unsigned red', () => {
    expect(takeoverOf([alarmView({ level: 'orange' }), alarmView({ level: 'red', state: 'acknowledged' })])).toBeNull();
  });

  it('is the oldest unsigned red, with the number of those waiting behind it', () => {
    const reds = [alarmView({ id: 'new', level: 'red', receivedAt: '2026-11-23T00:02:00Z' }), alarmView({ id: 'old', level: 'red', receivedAt: '2026-11-23T00:01:00Z' })];
    expect(takeoverOf([...reds, alarmView({ id: 'o', level: 'orange' })])).toMatchObject({ alarm: { id: 'old' }, others: 1 });
  });

  it('is a real red before an older drill', () => {
    const drill = alarmView({ id: 'drill', level: 'red', drill: true, receivedAt: '2026-11-22T00:00:00Z' });
    const real = alarmView({ id: 'real', level: 'red' });
    expect(takeoverOf([drill, real])?.alarm.id).toBe('real');
    expect(takeoverOf([real, drill])?.alarm.id).toBe('real');
  });

  it('is read aloud with place and object, a drill named as such', () => {
    expect(spokenText(alarmView({ objectName: '古城客运站', drill: true }), '东湖村')).toBe('演练，红色告警，东湖村，古城客运站，独立烟感报警，请立即签收');
    expect(spokenText(alarmView({}), undefined)).toBe('红色告警，独立烟感报警，请立即签收');
  });
});

describe('where the object of a red is', () => {
  const boat: ObjectView = { code: 'B-1', name: '示范渔01', sector: 'marine', kind: '渔船', gridCode: '331082114', location: { lon: 121.58, lat: 28.82 }, risk: 'blue', address: '桃渚镇' };
  const report = (over: Partial<PositionView>): PositionView => ({ deviceCode: '412000001', objectCode: 'B-1', sector: 'marine', lon: 121.9, lat: 28.6, at: '2026-11-23T00:10:00Z', stale: false, ...over });
  const sos = alarmView({ level: 'red', objectCode: 'B-1', gridCode: '331082114', location: { lon: 121.95, lat: 28.55 }, occurredAt: '2026-11-23T00:20:00Z' });

  it('is the newer of its own report and what the alarm told', () => {
    expect(lastSeen(sos, boat, [report({})])).toEqual({ lon: 121.95, lat: 28.55, at: Date.parse('2026-11-23T00:20:00Z') });
    expect(lastSeen(sos, boat, [report({}), report({ deviceCode: 'bd', lon: 121.96, at: '2026-11-23T00:21:00Z' }), report({ objectCode: 'B-2', at: '2026-11-23T00:30:00Z' })])).toMatchObject({ lon: 121.96, lat: 28.6 });
  });

  it('is nothing to say of what stands where the ledger has it, or was never reported', () => {
    expect(lastSeen({ ...sos, location: { lon: 121.5801, lat: 28.8201 } }, boat, [])).toBeUndefined();
    expect(lastSeen(alarmView({ objectCode: 'B-1' }), boat, [report({ objectCode: 'B-2' })])).toBeUndefined();
  });

  it('is told where the ledger knows neither object nor grid', () => {
    expect(lastSeen(alarmView({ location: { lon: 121.95, lat: 28.55 } }), undefined, [])).toMatchObject({ lon: 121.95 });
  });

  it('reads as on a chart, degrees and minutes, never sixty minutes', () => {
    expect(chartPlace({ lon: 121.58421, lat: 28.71628 })).toBe('28°42.98′N 121°35.05′E');
    expect(chartPlace({ lon: -0.0001, lat: -28.99999 })).toBe('29°00.00′S 0°00.01′W');
  });
});

describe('the warning strip', () => {
  const now = Date.parse('2026-11-23T01:00:00Z');
  it('shows open warnings of CAP sources or with an area, gravest first, signed or not', () => {
    const found = warningsOf([
      alarmView({ id: 'fire' }),
      alarmView({ id: 'rain', sourceId: 'cap-1', level: 'yellow' }),
      alarmView({ id: 'wind', area: [[[121, 28], [122, 28], [122, 29], [121, 28]]], level: 'orange', state: 'acknowledged' }),
    ], [source({ id: 'cap-1', kind: 'cap' })], now);
    expect(found.map((alarm) => alarm.id)).toEqual(['wind', 'rain']);
  });

  it('drops what has ended or run out', () => {
    const cap = [source({ id: 's', kind: 'cap' })];
    expect(warningsOf([alarmView({ conditionActive: false })], cap, now)).toEqual([]);
    expect(warningsOf([alarmView({ expiresAt: '2026-11-23T00:59:59Z' })], cap, now)).toEqual([]);
  });
});

describe('the source lights', () => {
  it('shows the worst of a sector’s sources, and none where there is none', () => {
    const lights = sectorLights([source({ id: 'a' }), source({ id: 'b', state: 'silent', since: '2026-11-23T00:30:00Z' })]);
    expect(lights).toHaveLength(8);
    expect(lights.find((light) => light.sector === 'fire')).toEqual({ sector: 'fire', state: 'silent', up: 1, total: 2, since: '2026-11-23T00:30:00Z' });
    expect(lights.find((light) => light.sector === 'road')).toMatchObject({ state: 'none', total: 0 });
  });

  it('does not count what is switched off', () => {
    const one = sectorLights([source({ id: 'a' }), source({ id: 'b', state: 'disabled' })]).find((light) => light.sector === 'fire');
    expect(one).toMatchObject({ state: 'up', total: 1 });
    expect(sectorLights([source({ state: 'disabled' })]).find((light) => light.sector === 'fire')?.state).toBe('disabled');
  });
});
