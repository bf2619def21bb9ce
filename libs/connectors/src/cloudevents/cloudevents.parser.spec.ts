import { DomainError } from '@one-screen/domain';
import fc from 'fast-check';
import { eventMode, parseCloudEvents } from './cloudevents.parser.js';

const structured = { 'Content-Type': 'application/cloudevents+json; charset=utf-8' };
const batch = { 'content-type': 'application/cloudevents-batch+json' };
const native = { sector: 'industry', level: 'orange', title: '可燃气体二级报警' };
const event = (patch: Record<string, unknown> = {}) => ({ specversion: '1.0', id: 'e-1', source: '/gds/1', type: 'alarm.raised', subject: 'tank-7', time: '2026-03-01T08:00:00+08:00', data: native, ...patch });
const signal = { kind: 'alarm', key: 'tank-7', sector: 'industry', level: 'orange', title: '可燃气体二级报警', occurredAt: Date.UTC(2026, 2, 1), cleared: false };

describe('CloudEvents 1.0', () => {
  it('takes key and time from the context when data has none', () => {
    expect(parseCloudEvents(structured, event())).toEqual([{ ok: true, signal }]);
    expect(parseCloudEvents(structured, JSON.stringify(event({ subject: undefined })))).toEqual([{ ok: true, signal: { ...signal, key: '/gds/1' } }]);
  });

  it('lets data speak for itself when it has key and time', () => {
    const [parsed] = parseCloudEvents(structured, event({ data: { ...native, key: 'own', occurredAt: '2026-03-01T01:00:00Z' } }));
    expect(parsed).toMatchObject({ signal: { key: 'own', occurredAt: Date.UTC(2026, 2, 1, 1) } });
  });

  it('accepts data in base64 and extension attributes', () => {
    const data_base64 = Buffer.from(JSON.stringify(native)).toString('base64');
    expect(parseCloudEvents(structured, event({ data: undefined, data_base64, datacontenttype: 'application/json; charset=utf-8', traceparent: '00-1' }))).toEqual([{ ok: true, signal }]);
  });

  it('reads binary mode, with percent-encoded headers', () => {
    const headers = { 'content-type': 'application/json', 'CE-specversion': '1.0', 'ce-id': '1', 'ce-source': '/gds', 'ce-type': 't', 'ce-subject': encodeURIComponent('7号罐'), 'ce-time': '2026-03-01T00:00:00Z' };
    expect(parseCloudEvents(headers, native)).toEqual([{ ok: true, signal: { ...signal, key: '7号罐' } }]);
    expect(parseCloudEvents(headers, Buffer.from(JSON.stringify(native)))).toMatchObject([{ ok: true }]);
    expect(parseCloudEvents({ ...headers, 'content-type': 'text/xml' }, '<a/>')).toMatchObject([{ ok: false, faults: [{ path: 'datacontenttype' }] }]);
  });

  it('rejects a bad event of a batch alone', () => {
    const parsed = parseCloudEvents(batch, [event(), event({ id: undefined }), 7, event({ 'Bad-Name': 1 }), event({ data: { ...native, sector: 'x' } }), event({ id: 'last' })]);
    expect(parsed.map((each) => (each.ok ? 'ok' : each.faults[0]?.path))).toEqual(['ok', 'id', '', '', 'data.sector', 'ok']);
  });

  it.each([
    ['specversion', { specversion: '0.3' }], ['id', { id: '' }], ['time', { time: 'yesterday' }], ['data', { data: 'text' }], ['data', { data: [native] }], ['subject', { subject: 'x'.repeat(200) }],
    ['data.occurredAt', { time: undefined }],
  ])('tells a fault at %s', (path, patch) => {
    expect(parseCloudEvents(structured, event(patch))).toMatchObject([{ ok: false, faults: [{ path }] }]);
  });

  it('refuses a document that is wrong as a whole', () => {
    expect(() => parseCloudEvents({ 'content-type': 'application/json' }, event())).toThrow(expect.objectContaining({ code: 'cloudevents-mode' }));
    expect(() => parseCloudEvents(structured, '{')).toThrow(expect.objectContaining({ code: 'json-malformed' }));
    expect(() => parseCloudEvents(structured, [event()])).toThrow(expect.objectContaining({ code: 'intake-shape' }));
    expect(() => parseCloudEvents(batch, event())).toThrow(expect.objectContaining({ code: 'intake-shape' }));
  });

  it('knows its modes by the headers', () => {
    expect([structured, batch, { 'ce-id': '1' }, {}].map(eventMode)).toEqual(['structured', 'batch', 'binary', undefined]);
  });

  it('never throws anything but a DomainError, whatever the JSON', () => {
    const attributes = fc.dictionary(fc.constantFrom('specversion', 'id', 'source', 'type', 'subject', 'time', 'data', 'data_base64', 'dataschema', 'datacontenttype', 'schemaurl', 'constructor', 'ext'), fc.oneof(fc.constant('1.0'), fc.jsonValue()));
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.array(attributes), attributes.map((more) => event(more))), fc.constantFrom(structured, batch, { 'ce-id': '%zz' }), (body, headers) => {
      try {
        parseCloudEvents(headers, body);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }), { numRuns: 500 });
  });
});
