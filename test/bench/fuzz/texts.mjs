// Decoders of whole messages: what each payload says, with nothing held between two of them (but Modbus' last values).
import { parseAlertmanager } from '../../../libs/connectors/dist/alertmanager/alertmanager.parser.js';
import { parseCap } from '../../../libs/connectors/dist/cap/cap.parser.js';
import { parseCloudEvents } from '../../../libs/connectors/dist/cloudevents/cloudevents.parser.js';
import { compileMapping } from '../../../libs/connectors/dist/mapping/mapping.js';
import { readWith } from '../../../libs/connectors/dist/mapping/payload.js';
import { ModbusOptions } from '../../../libs/connectors/dist/modbus/modbus.options.js';
import { planOf } from '../../../libs/connectors/dist/modbus/modbus.plan.js';
import { openReport } from '../../../libs/connectors/dist/modbus/modbus.report.js';
import { shownOf } from '../../../libs/connectors/dist/opcua/opcua.value.js';
import { SparkplugHost } from '../../../libs/connectors/dist/sparkplug/sparkplug.host.js';
import { encodePayload } from '../../../libs/connectors/dist/sparkplug/sparkplug.payload.js';
import { mangled, spoiled } from './random.mjs';

const LIMIT = 1_048_576;
const NOW = Date.UTC(2026, 2, 1);
const isoNow = new Date(NOW).toISOString();

/** JSON with something wrong: in its values, or in its text. Infinity is written as a number too large for any. */
const spoiledText = (random, value) => {
  const text = (JSON.stringify(spoiled(random, value), (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? '1e400#' : each)) ?? 'undefined').replaceAll('"1e400#"', '1e400');
  return random.chance(25) ? mangled(random, Buffer.from(text), [0x22, 0x7b, 0x5b, 0x2c, 0x5c, 0xff]) : Buffer.from(text);
};

const native = (random) => ({ key: `k${random.below(1e6)}`, sector: 'city', level: 'yellow', title: '燃气浓度超限', occurredAt: isoNow, location: { lon: 121.1, lat: 28.8 }, value: 12.5, detail: { device: 'x', battery: 80 }, objectCode: 'O-1', gridCode: '331082001' });
const READING = { deviceCode: 'area', point: "'present'", value: 'present', unit: "'人'", at: 'updatedAt' };
const MAPPING = compileMapping([{ kind: 'reading', fields: READING }, { each: 'alarms', kind: 'alarm', fields: { key: 'id', level: "severity > 2 ? 'red' : 'yellow'", title: 'name', occurredAt: '$message.updatedAt', lon: 'x', lat: 'y', detail: '{ "n": name, "v": value }' } }]);
if (!MAPPING.ok) throw new Error(JSON.stringify(MAPPING.faults));

const json = (name, good, read, share = 1) => ({ name, share, good: (random) => Buffer.from(JSON.stringify(good(random))), bad: (random) => spoiledText(random, good(random)), open: () => read });

const warning = (random) => `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>ID-${random.below(1e6)}</identifier><sender>sender@example.org</sender><sent>2026-03-01T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>2026-03-02T08:00:00+08:00</expires><headline>暴雨橙色预警</headline><description>预计 &amp; 持续</description><area><areaDesc>古城</areaDesc><polygon>28.8,121.1 28.9,121.1 28.9,121.2 28.8,121.1</polygon><circle>28.8,121.1 5</circle><geocode><valueName>adcode</valueName><value>331082001000</value></geocode></area></info></alert>`;
const CAP_VALUES = ['1e308', 'NaN', '-', '', '0000-01-01T00:00:00+08:00', '9999-12-31T23:59:59+08:00', '2026-02-30T00:00:00-00:00', '90,180 90,180', '1e308,1e308 1,1 2,2 1e308,1e308', '28.8,121.1 1e9', '&#x0;', '&#1114112;', '<![CDATA[x]]>', '&boom;', '<a><b/></a>', 'Cancel', 'Update', 'Test'];
const cap = {
  name: 'cap', share: 20,
  good: (random) => Buffer.from(warning(random)),
  bad: (random) => {
    const xml = warning(random);
    if (random.chance(40)) return mangled(random, Buffer.from(xml), [0x3c, 0x3e, 0x2f, 0x26, 0xff, 0x21]);
    // The text of some element is something else, or the element is there twice.
    const at = random.pick([...xml.matchAll(/>([^<]+)</g)].slice(1));
    const value = random.pick(CAP_VALUES);
    const spoiledXml = `${xml.slice(0, at.index + 1)}${value}${xml.slice(at.index + 1 + at[1].length)}`;
    return Buffer.from(random.chance(20) ? spoiledXml.replace('<info>', '<info><info>'.repeat(random.below(40))) : spoiledXml);
  },
  open: () => (payload) => parseCap(payload).signals,
};

const event = (random) => ({ specversion: '1.0', id: `e${random.below(1e6)}`, source: '/probe', type: 'alarm', time: isoNow, datacontenttype: 'application/json', data: native(random) });
const alertmanager = (random) => ({ version: '4', groupKey: 'g', status: 'firing', receiver: 'r', alerts: [{ status: random.pick(['firing', 'resolved']), labels: { alertname: 'Gas', severity: 'critical' }, annotations: { summary: '燃气' }, startsAt: isoNow, endsAt: '0001-01-01T00:00:00Z', fingerprint: `f${random.below(1e6)}` }] });
const senml = (random) => [{ bn: 'urn:dev:ow:10e2073a01080063:', bt: NOW / 1000, bu: 'A', bver: 5, n: 'voltage', u: 'V', v: random.below(1000) / 10 }, { n: 'current', t: -5, v: 1.2 }, { n: 'open', vb: true }];
const visitors = (random) => ({ area: 'east', present: random.below(9000), capacity: 9000, updatedAt: isoNow, alarms: [{ id: `a${random.below(1e6)}`, severity: random.below(5), name: '拥挤', value: 1, x: 121.1, y: 28.8 }] });

/** Every type and order over words full of anything: NaN, infinite and denormal floats, whole numbers at their ends. */
const modbus = {
  name: 'modbus values', share: 1,
  open: () => {
    const types = ['u16', 'i16', 'u32', 'i32', 'f32', 'f64', 'bool', 'bit'];
    const points = types.flatMap((type, row) => ['ABCD', 'CDAB', 'BADC', 'DCBA'].map((order, column) => ({
      address: (row * 4 + column) * 4, register: 'holding', type, order, point: `${type}-${order}`, unit: '', deviceCode: 'fuzz', ...(type === 'bit' && { bit: column * 5 }),
      ...(row < 6 && { scale: column ? 0.1 : 1e300, offset: column }), ...(row === 7 && { alarm: { level: 'yellow', title: '联锁', when: true } }),
    })));
    const settings = ModbusOptions.parse({ host: 'h', points });
    const [block, ...more] = planOf(settings.points);
    const blocks = [block, ...more];
    const report = openReport();
    return (payload) => blocks.flatMap((each) => report.answered(each, Buffer.concat([payload, Buffer.alloc(each.length * 2)], each.length * 2), NOW)).map((signal) => ({ ok: true, signal }));
  },
  good: () => Buffer.alloc(256, 1),
  bad: (random) => {
    const bytes = random.bytes(256);
    for (let left = random.below(8); left > 0; left -= 1) Buffer.from(random.pick(['7fc00000', '7f800000', 'ff800000', '00000001', '7ff0000000000000', '7ff8000000000000', '7fefffffffffffff'])  , 'hex').copy(bytes, random.below(32) * 8);
    return bytes;
  },
};

const TYPES = ['NBIRTH', 'NDEATH', 'DBIRTH', 'DDEATH', 'NDATA', 'DDATA', 'NCMD', 'STATE'];
const ODD = [0, -0, 1e308, -1e308, Number.NaN, Infinity, 1e-320, 2 ** 31, -1];
const metricOf = (random) => ({
  ...(random.chance(70) && { name: random.pick(['level', 'bdSeq', 'Node Control/Rebirth', '', 'x'.repeat(200), '\u0000', '__proto__', `m${random.below(50)}`]) }),
  ...(random.chance(60) && { alias: String(random.pick([0, 1, random.below(100), 2 ** 40])) }),
  ...(random.chance(60) && { timestamp: random.pick([NOW, 0, 1, 253_402_300_799_000, 2 ** 52]) }), ...(random.chance(80) && { datatype: random.below(36) }),
  historical: random.chance(10), isNull: random.chance(10), ...(random.chance(20) && { quality: random.pick([0, 192, 500, -1, 7]) }),
  value: random.pick([{ int: random.next() }, { long: BigInt(random.next()) << 32n }, { real: random.pick(ODD) }, { flag: true }, { text: random.pick(['', 'on', '1e400', '\ud800']) }]),
});
/** The first byte chooses the topic; the rest is the payload of one message to a host that hears all of them. */
const sparkplug = {
  name: 'sparkplug', share: 2,
  open: () => {
    const host = new SparkplugHost({});
    return (payload) => host.hear(`spBv1.0/plant/${TYPES[payload[0] % 8]}/node-${payload[0] >> 6}${payload[0] % 8 === 2 || payload[0] % 8 === 3 || payload[0] % 8 === 5 ? '/press' : ''}`, payload.subarray(1), NOW);
  },
  good: (random) => Buffer.concat([Buffer.of(0), encodePayload({ timestamp: NOW, seq: 0, metrics: [{ name: 'level', datatype: 10, historical: false, isNull: false, timestamp: NOW, value: { real: random.below(100) } }] })]),
  bad: (random) => {
    const bytes = encodePayload({ timestamp: random.pick([NOW, 0, 2 ** 52]), seq: random.below(256), metrics: Array.from({ length: random.below(6) }, () => metricOf(random)) });
    return Buffer.concat([Buffer.of(random.below(256)), random.chance(50) ? bytes : mangled(random, bytes, [0x00, 0xff, 0x08, 0x12, 0x80])]);
  },
};

const dated = (random) => random.pick([new Date(NOW), new Date(0), new Date(Number.NaN), new Date('9999-12-31'), new Date(Date.UTC(1601, 0, 1)), null, undefined]);
/** DataValues as the client library gives them; its own decoding of the wire is its own affair. */
const opcua = {
  name: 'opcua values', share: 1,
  open: () => (given) => {
    const shown = shownOf(given, NOW, given.confirmed);
    return [shown.ok ? { ok: true, signal: { kind: 'reading', deviceCode: 'fuzz', point: 'p', value: shown.value, unit: '', quality: shown.quality, at: shown.at } } : { ok: false, faults: [{ path: '', message: shown.error }] }];
  },
  good: (random) => ({ value: { dataType: 11, arrayType: 0, value: random.below(100) }, statusCode: { value: 0, name: 'Good' }, sourceTimestamp: new Date(NOW) }),
  bad: (random) => ({
    value: random.pick([undefined, null, { dataType: random.below(30), arrayType: random.below(3), value: random.pick([...ODD, null, true, 'x', [1, 2], [-1, 4e9], [], {}, 12n]) }]),
    statusCode: { value: random.next(), name: 'Odd' }, sourceTimestamp: dated(random), serverTimestamp: dated(random), confirmed: random.chance(50),
  }),
};

/** `share`: of so many frames of the run one is tried here, where reading one takes that much longer. */
export const TEXTS = [
  modbus,
  opcua,
  sparkplug,
  json('senml', senml, (payload) => readWith(payload, LIMIT, { format: 'senml' }, NOW), 2),
  json('native', native, (payload) => readWith(payload, LIMIT, { format: 'json' }, NOW), 2),
  json('mapping', visitors, (payload) => readWith(payload, LIMIT, { format: 'json', mapping: MAPPING }, NOW), 50),
  json('cloudevents', event, (payload) => parseCloudEvents({ 'content-type': 'application/cloudevents+json' }, payload), 5),
  json('alertmanager', alertmanager, (payload) => parseAlertmanager(JSON.parse(payload.toString())), 2),
  cap,
];
