import type { Ring } from '../city/ledger-shape.js';
import { localIso } from '../alarms/native-message.js';

export type WarningColour = 'Blue' | 'Yellow' | 'Orange' | 'Red';

const WORDS: Record<WarningColour, readonly [colour: string, grade: string, expect: string]> = {
  Blue: ['蓝色', 'IV级/一般', '24小时内可能受热带气旋影响，平均风力可达6级以上'],
  Yellow: ['黄色', 'III级/较重', '24小时内可能受热带气旋影响，平均风力可达8级以上'],
  Orange: ['橙色', 'II级/严重', '12小时内可能受热带气旋影响，平均风力可达10级以上'],
  Red: ['红色', 'I级/特别严重', '6小时内可能受热带气旋影响，平均风力可达12级以上'],
};
const VALID_MS = 6 * 3_600_000;
/** 2026-11-25 10:45:00+08:00. */
const timeOf = (at: number): string => localIso(at).replace('T', ' ').replace(/\.\d+/, '');

export interface WarningMessage {
  number: string;
  type: 'Alert' | 'Update' | 'Cancel';
  colour: WarningColour;
  /** The number of the warning it replaces or cancels. */
  references?: string | undefined;
  status?: 'Actual' | 'Test';
  /** Where it holds, lon and lat; without one the division alone says so. */
  outline?: Ring;
  at: number;
}

/**
 * A typhoon warning (11B01) as the national warning service 国家突发事件预警信息发布系统 sends it (GB/T 34283-2017, GB/T 35965.1-2018):
 * `severity` is the colour, `references` the number of the warning it replaces or cancels. Sender and place are the demo's.
 */
export const warningXml = ({ number, type, colour, references = '', status = 'Actual', outline = [], at }: WarningMessage): string => {
  const [word, grade, expected] = WORDS[colour];
  const headline = type === 'Cancel' ? `临海市气象台解除台风${word}预警` : `临海市气象台发布台风${word}预警[${grade}]`;
  const info: [string, string][] = [
    ['language', 'zh-CN'], ['eventType', '11B01'], ['urgency', 'Expected'], ['severity', colour], ['certainty', 'Likely'], ['effective', timeOf(at)], ['expires', timeOf(at + VALID_MS)], ['senderName', '临海市气象台（演示）'],
    ['headline', headline], ['description', type === 'Cancel' ? '台风影响减弱，解除预警。' : `${expected}。`], ['instruction', '停止高空、水上户外作业，转移危险地带人员。'],
  ];
  const elements = (list: readonly [string, string][]): string => list.map(([name, text]) => `<${name}>${text}</${name}>`).join('');
  const head: [string, string][] = [
    ['identifier', number], ['sender', '临海市气象台（演示）'], ['senderCode', number.slice(0, 14)], ['sendTime', timeOf(at)], ['status', status], ['msgType', type], ['scope', 'Public'], ['secClassification', 'None'], ['note', ''], ['references', references],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?><alert>${elements(head)}<info>${elements(info)}<area><areaDesc>临海市</areaDesc>${outline.length ? `<polygon>${outline.map(([lon, lat]) => `${lat},${lon}`).join(' ')}</polygon>` : ''}<geocode>331082000000</geocode></area></info></alert>`;
};
