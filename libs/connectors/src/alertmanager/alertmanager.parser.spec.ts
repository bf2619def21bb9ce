import { DomainError } from '@one-screen/domain';
import fc from 'fast-check';
import { parseAlertmanager } from './alertmanager.parser.js';

const OPEN = '0001-01-01T00:00:00Z';
const alert = (patch: Record<string, unknown> = {}) => ({
  status: 'firing', labels: { alertname: 'PumpDown', severity: 'critical', object: 'PUMP-3', sector: 'city', instance: '10.0.0.3' }, annotations: { summary: '三号泵站停机', description: '已停机 5 分钟' },
  startsAt: '2026-03-01T08:00:00.123456789+08:00', endsAt: OPEN, generatorURL: 'http://prometheus/graph', fingerprint: '1f2e3d4c5b6a7988', ...patch,
});
const webhook = (...alerts: unknown[]) => ({ version: '4', groupKey: '{}', truncatedAlerts: 0, status: 'firing', receiver: 'one-screen', alerts, notification_reason: 'new' });

describe('the Alertmanager webhook', () => {
  it('raises a firing alert under its fingerprint', () => {
    expect(parseAlertmanager(webhook(alert()))).toEqual([{ ok: true, signal: {
      kind: 'alarm', key: '1f2e3d4c5b6a7988', level: 'red', sector: 'city', title: '三号泵站停机', occurredAt: Date.parse('2026-03-01T00:00:00.123Z'), cleared: false, objectCode: 'PUMP-3',
      detail: { description: '已停机 5 分钟', alertname: 'PumpDown', severity: 'critical', object: 'PUMP-3', sector: 'city', instance: '10.0.0.3' },
    } }]);
  });

  it('clears a resolved alert at its end, or now when the end is still open', () => {
    expect(parseAlertmanager(webhook(alert({ status: 'resolved', endsAt: '2026-03-01T01:00:00Z' })))).toMatchObject([{ signal: { cleared: true, occurredAt: Date.UTC(2026, 2, 1, 1) } }]);
    expect(parseAlertmanager(webhook(alert({ status: 'resolved' })), {}, 1_772_400_000_000)).toMatchObject([{ signal: { cleared: true, occurredAt: 1_772_400_000_000 } }]);
  });

  it.each([['critical', 'red'], ['ERROR', 'orange'], ['warning', 'yellow'], ['info', 'blue'], ['toString', 'yellow'], [undefined, 'yellow']])('takes severity %s as %s', (severity, level) => {
    const labels = { alertname: 'A', ...(severity && { severity }) };
    expect(parseAlertmanager(webhook(alert({ labels })))).toMatchObject([{ signal: { level } }]);
  });

  it('follows the options of its source', () => {
    const options = { severity: { p1: 'red' as const, warning: 'blue' as const }, severityLabel: 'priority', sectorLabel: 'domain', sector: 'marine' as const };
    const levels = ['p1', 'warning'].map((priority) => parseAlertmanager(webhook(alert({ labels: { priority, domain: 'elsewhere' } })), options)[0]);
    expect(levels).toMatchObject([{ signal: { level: 'red', sector: 'marine' } }, { signal: { level: 'blue' } }]);
  });

  it('names an alert by title or alertname when it has no summary', () => {
    expect(parseAlertmanager(webhook(alert({ annotations: { title: '标题' } }), alert({ annotations: {} })))).toMatchObject([{ signal: { title: '标题' } }, { signal: { title: 'PumpDown' } }]);
  });

  it('rejects a bad alert alone', () => {
    const parsed = parseAlertmanager(webhook(alert(), alert({ startsAt: OPEN }), alert({ fingerprint: undefined }), 1, alert({ labels: { a: 1 } })));
    expect(parsed.map((each) => (each.ok ? 'ok' : each.faults[0]?.path))).toEqual(['ok', 'startsAt', 'fingerprint', '', 'labels.a']);
  });

  it('refuses what is no such webhook', () => {
    for (const body of [null, [], {}, { version: '3', alerts: [] }, { version: '4', alerts: {} }]) expect(() => parseAlertmanager(body)).toThrow(expect.objectContaining({ code: 'alertmanager-shape' }));
    expect(() => parseAlertmanager(webhook(...Array.from({ length: 5001 }, () => 1)))).toThrow(expect.objectContaining({ code: 'batch-too-large' }));
  });

  it('never throws anything but a DomainError, whatever the JSON', () => {
    const almost = fc.array(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('labels', 'annotations', 'status', 'startsAt', 'endsAt', 'fingerprint'), fc.jsonValue()).map((patch) => alert(patch))));
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), almost.map((alerts) => webhook(...alerts))), (body) => {
      try {
        parseAlertmanager(body);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }), { numRuns: 300 });
  });
});
