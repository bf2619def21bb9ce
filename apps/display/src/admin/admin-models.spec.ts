import { inOwnLanguage, locale } from '../locale';
import { faultsOf } from './faults.model';
import { firstMessage, wallAddress } from './first-use.model';
import { durationOf, minutesOf } from './silence.model';
import { linesOf } from './trial.model';
import { signalSample, trySampleOf } from './try-examples';

describe('what the server found wrong', () => {
  it('stands beside the field it is about, also from inside it', () => {
    const details = [{ path: 'password', message: 'too weak' }, { path: 'scope.sectors[0]', message: 'unknown' }, { path: 'scope.gridPrefix', message: 'digits only' }];
    expect(faultsOf({ message: 'wrong', details }, ['password', 'scope.sectors', 'scope.gridPrefix'])).toEqual({ fields: { password: 'too weak', 'scope.sectors': 'unknown', 'scope.gridPrefix': 'digits only' } });
  });

  it('is said for the whole form when no field has it', () => {
    expect(faultsOf({ message: 'wrong', details: [{ path: 'options.topic', message: 'needed' }] }, ['name']).general).toBe('wrong（options.topic：needed）');
    for (const details of [undefined, null, 'text', [1, null], {}]) expect(faultsOf({ message: 'no', details }, ['name'])).toEqual({ fields: {}, general: 'no' });
  });

  it('is said in the language of the screen where a fault carries both', () => {
    const details = [{ path: 'options.port', message: '应为数 / expected number' }, { path: 'id', message: '已存在 / exists already' }];
    const told = () => faultsOf({ message: 'm', details }, ['id']);
    expect(told()).toEqual({ fields: { id: '已存在' }, general: 'm（options.port：应为数）' });
    locale.value = 'en';
    expect(told()).toEqual({ fields: { id: 'exists already' }, general: 'm（options.port：expected number）' });
    locale.value = 'zh';
    expect(inOwnLanguage('设备已断开 / the last device has disconnected')).toBe('设备已断开');
    expect(inOwnLanguage('ECONNRESET')).toBe('ECONNRESET');
  });

  it('finds the field of a code that names none', () => {
    expect(faultsOf({ code: 'username-taken', message: 'taken' }, ['username'])).toEqual({ fields: { username: 'taken' } });
  });
});

describe('the silence limit', () => {
  it('goes from ISO 8601 to minutes and back', () => {
    expect(['PT5M', 'PT1H30M', 'P1D', 'P1DT1H', 'PT90S'].map(minutesOf)).toEqual([5, 90, 1440, 1500, 1.5]);
    expect([5, 90, 1.5, 0.5].map(durationOf)).toEqual(['PT5M', 'PT90M', 'PT1M30S', 'PT30S']);
    for (const text of ['', 'P', 'PT', 'P1DT', '5', 'P1Y']) expect(minutesOf(text)).toBeUndefined();
  });
});

describe('first use of a token', () => {
  it('is safe to paste into a shell whatever the text holds', () => {
    const command = firstMessage({ id: 's', kind: 'http', sector: 'fire' }, "to'ken", 'http://127.0.0.1:8080', '2026-11-23T08:00:00+08:00', "it's a test");
    expect(command).toContain(`'Authorization: Bearer to'\\''ken'`);
    expect(command).toContain(`it'\\''s a test`);
  });

  it('keeps a wall token behind the hash', () => {
    expect(wallAddress('a+b', 'http://x')).toBe('http://x/wall#token=a%2Bb');
  });
});

describe('what a sample became', () => {
  it('is a line for each element: its signal in short, or its faults', () => {
    const at = Date.UTC(2026, 10, 23);
    const lines = linesOf([
      { ok: true, signal: { kind: 'alarm', key: 'k', level: 'red', title: '困人', occurredAt: at, cleared: false } },
      { ok: true, signal: { kind: 'reading', deviceCode: 'D', point: 'PM10', value: 12, unit: 'µg/m³', quality: 'good', at } },
      { ok: false, key: 'x', faults: [{ path: '[2].value', message: 'expected a finite number' }] },
    ]);
    expect(lines).toMatchObject([{ kind: 'alarm', level: 'red' }, { kind: 'reading', text: 'D · PM10 = 12 µg/m³ · 2026-11-23 08:00:00' }, { text: 'x', faults: [{ path: '[2].value' }] }]);
  });
});

describe('examples to try', () => {
  it('are there for every kind that has something to paste, and none for one that is only asked', () => {
    for (const kind of ['jt808', 'gbt26875', 'hj212', 'ais', 'cap', 'http', 'mqtt', 'http-pull'] as const) expect(trySampleOf(kind, {}, 'fire', 0)).not.toBe('');
    expect(trySampleOf('modbus', {}, 'fire', 0)).toBe('');
  });

  it('begin from the last message of a source that measures, when it was kept whole', () => {
    const source = { kind: 'http', sector: 'fire', options: { mapping: {} } } as const;
    const message = (excerpt: string) => ({ at: '2026-11-23T08:00:00+08:00', excerpt });
    expect(JSON.parse(signalSample({ ...source, goodMessages: [message('{"cut":'), message('{"v":1}')] }, 0))).toEqual({ v: 1 });
    expect(JSON.parse(signalSample(source, 0))).toHaveProperty('cranes');
  });
});
