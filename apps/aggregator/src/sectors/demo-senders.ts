import type { MappingOptions } from '@one-screen/connectors';
import type { Sector } from '@one-screen/domain';

/** A source of the demo whose devices post to our doors. */
export interface DemoSender {
  id: string;
  kind: 'http' | 'cap';
  sector: Sector;
  name: string;
  silentAfter: string;
  options: { format?: 'senml'; mapping?: MappingOptions };
}

/** A reading of each element of a list, where the element has the field. */
const readings = (list: string, device: string, at: string, points: Record<string, readonly [field: string, unit: string]>): Extract<MappingOptions, readonly unknown[]> =>
  Object.entries(points).map(([point, [field, unit]]) => ({
    each: `${list}[$exists(${field})]`, kind: 'reading' as const, fields: { deviceCode: device, point: `'${point}'`, value: field, unit: `'${unit}'`, at: `$message.${at}` },
  }));

/** Every maker has a JSON of its own (protocols.md section 7); these are the shapes of the demo's gates, cranes and lifts, as data. */
export const DEMO_SENDERS: readonly DemoSender[] = [
  { id: 'demo-gas', kind: 'http', sector: 'industry', name: '无线气体探测器（SenML，演示）', silentAfter: 'PT5M', options: { format: 'senml' } },
  {
    id: 'demo-cranes', kind: 'http', sector: 'construction', name: '塔机与深基坑监测（演示）', silentAfter: 'PT5M', options: {
      mapping: [
        ...readings('machines', 'sn', 'time', { moment: ['momentPct', '%'], load: ['load', 't'], radius: ['radius', 'm'], height: ['height', 'm'], wind: ['wind', 'm/s'] }),
        ...readings('pits', 'sn', 'time', { 'pit-displacement': ['shift', 'mm'], 'pit-share': ['pct', '%'] }),
      ],
    },
  },
  {
    id: 'demo-gates', kind: 'http', sector: 'tourism', name: '景区客流闸机（演示）', silentAfter: 'PT5M', options: {
      mapping: readings('areas', 'gate', 'time', { present: ['inside', ''], 'in-total': ['entered', ''], 'out-total': ['left', ''] }),
    },
  },
  {
    id: 'demo-lifts', kind: 'http', sector: 'equipment', name: '电梯物联网（演示）', silentAfter: 'PT5M', options: {
      mapping: [
        ...readings('lifts', 'regCode', 'time', { floor: ['floor', ''], running: ['running', ''], 'door-open': ['doorOpen', ''], people: ['people', ''], trapped: ['trapped', ''] }),
        { each: 'events', kind: 'alarm', fields: { key: "regCode & '/' & code", level: "code = 'E-LEVEL' ? 'yellow' : 'blue'", title: "'电梯' & text", deviceCode: 'regCode', cleared: 'over', occurredAt: '$message.time' } },
      ],
    },
  },
  { id: 'demo-lifelines', kind: 'http', sector: 'city', name: '城市生命线监测（SenML，演示）', silentAfter: 'PT5M', options: { format: 'senml' } },
  // A service without warnings says nothing for weeks.
  { id: 'demo-warnings', kind: 'cap', sector: 'city', name: '突发事件预警信息发布（演示）', silentAfter: 'P60D', options: {} },
];
