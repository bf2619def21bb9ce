import type { SourceKind } from '@one-screen/contracts';

/** What to begin from when a source with a line of its own is made; the addresses are for the site to replace. */
const SAMPLES: Partial<Record<SourceKind, Record<string, unknown>>> = {
  jt808: { host: '0.0.0.0', port: 7611 },
  gbt26875: { host: '0.0.0.0', port: 5200 },
  hj212: { host: '0.0.0.0', port: 9003 },
  ais: { transport: 'udp', host: '0.0.0.0', port: 10110 },
  modbus: { host: '192.0.2.10', port: 502, unitId: 1, every: 1000, points: [{ address: 0, register: 'holding', type: 'u16', scale: 0.1, point: '液位', unit: '%', deviceCode: 'TANK-1' }] },
  opcua: { endpoint: 'opc.tcp://192.0.2.30:4840', securityMode: 'None', publishingInterval: 1000, samplingInterval: 500, nodes: [{ nodeId: 'ns=2;s=Tank1.Level', point: 'tank-level', unit: '%', deviceCode: 'TANK-1' }] },
  'http-pull': { url: 'http://192.0.2.20/visitors', every: 60_000, mapping: { kind: 'reading', fields: { deviceCode: 'gate', point: "'在园人数'", value: 'count', unit: "'人'", at: 'time' } } },
};

/** What the options of a source that needs none may say: its senders' own JSON becomes readings at `POST /api/intake/signals`, or on its topic. */
const EXAMPLES: Partial<Record<SourceKind, Record<string, unknown>>> = {
  http: { mapping: { each: 'cranes', kind: 'reading', fields: { deviceCode: 'id', point: "'moment'", value: 'momentPercent', unit: "'%'", at: '$message.time' } } },
  mqtt: { format: 'json', mapping: { kind: 'reading', fields: { deviceCode: 'lift', point: "'trapped'", value: 'trapped ? 1 : 0', at: 'ts' } } },
};

/** An example to show where the options are empty; never a value of its own. */
export const exampleOptions = (kind: SourceKind): string => (EXAMPLES[kind] ? JSON.stringify(EXAMPLES[kind], null, 2) : '');

/** Options to start from, as JSON text; empty where none are needed. */
export const sampleOptions = (kind: SourceKind): string => (SAMPLES[kind] ? JSON.stringify(SAMPLES[kind], null, 2) : '');

/** A first message for each door, for the administrator to change. `at` is epoch milliseconds. */
export const doorSample = (door: 'alarms' | 'alertmanager' | 'cap', sector: string, at: number): string => {
  const time = new Date(at).toISOString();
  if (door === 'alarms') return JSON.stringify({ key: 'pump-1/overheat', sector, level: 'yellow', title: '1号泵温度高', occurredAt: time, value: '82 ℃' }, null, 2);
  if (door === 'alertmanager') {
    return JSON.stringify({ version: '4', status: 'firing', alerts: [{ status: 'firing', fingerprint: 'a1b2c3d4', labels: { alertname: 'DiskFull', severity: 'warning' }, annotations: { summary: '磁盘将满' }, startsAt: time, endsAt: '0001-01-01T00:00:00Z' }] }, null, 2);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>sample-${at}</identifier><sender>sample@example.invalid</sender><sent>${time.replace(/\.\d+Z$/, '+00:00')}</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info>
    <language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
    <headline>暴雨橙色预警</headline>
    <area><areaDesc>全域</areaDesc></area>
  </info>
</alert>`;
};
