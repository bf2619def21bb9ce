/** One `!..VDM` or `!..VDO` sentence of NMEA 0183 (IEC 61162-1), with what its tag block (NMEA 4.10 clause 7) said. */
export interface AisSentence {
  /** `AI` ship, `BS` base station, `AB` … */
  talker: string;
  /** VDO: of the receiver's own ship. */
  own: boolean;
  /** Sentences of the message, and which of them this is, from 1. */
  count: number;
  index: number;
  /** Same for all sentences of a message; empty when there is one only. */
  sequence: string;
  channel: string;
  payload: string;
  /** Filling bits at the end of the payload. */
  fill: number;
  /** When it was received, epoch milliseconds (tag `c`). */
  time?: number;
  /** Who received it (tag `s`). */
  station?: string;
  /** Id of a group of lines (tag `g`). */
  group?: string;
}

/** `other` is a whole sentence that is not AIS (a receiver's GPS, a remark), which is nobody's fault. */
export type SentenceLine = { kind: 'sentence'; sentence: AisSentence } | { kind: 'other' } | { kind: 'bad'; error: string };

/** What stands before the tag block or the sentence is skipped: the rest of a line that was cut, or the head of an IEC 61162-450 datagram. */
const LINE = /(?:\\([^\\]{1,200})\\)?([!$])([^!$*\\]{1,200})\*([0-9A-Fa-f]{2})\s*$/;
/** Characters of payload in a sentence, so that none is longer than the 82 that NMEA 0183 allows. */
const PAYLOAD = 60;
/** A tag time from here on (2000-01-01 in milliseconds) is in milliseconds, before that in seconds. */
const MILLISECONDS_FROM = 946_684_800_000;

const checksumOf = (text: string): string => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum ^= text.charCodeAt(index);
  return (sum & 0xff).toString(16).toUpperCase().padStart(2, '0');
};

/** Understands one line without its end. A wrong checksum is bad; a wrong one of the tag block only leaves the tags out. Never throws. */
export const parseSentence = (line: string): SentenceLine => {
  const found = LINE.exec(line);
  if (!found) return line.startsWith('#') ? { kind: 'other' } : { kind: 'bad', error: '不是 NMEA 语句 / not an NMEA sentence' };
  const [, tags, start, body = '', sum = ''] = found;
  if (checksumOf(body) !== sum.toUpperCase()) return { kind: 'bad', error: `校验和 ${sum} 不符，应为 ${checksumOf(body)} / checksum ${sum}, should be ${checksumOf(body)}` };
  const fields = body.split(',');
  const [address = '', count = '', index = '', sequence = '', channel = '', payload = '', fill = ''] = fields;
  if (start !== '!' || !/^[A-Z0-9]{2}VD[MO]$/.test(address)) return { kind: 'other' };
  const parts = { count: Number(count), index: Number(index) };
  if (fields.length !== 7 || !/^[1-9]$/.test(count) || !/^[1-9]$/.test(index) || parts.index > parts.count || !/^\d?$/.test(sequence) || !/^[A-Z0-9]?$/.test(channel) || !/^[0-5]$/.test(fill || '0')) {
    return { kind: 'bad', error: '不是 AIS 语句的七个字段 / not the seven fields of an AIS sentence' };
  }
  return { kind: 'sentence', sentence: { talker: address.slice(0, 2), own: address.endsWith('O'), ...parts, sequence, channel, payload, fill: Number(fill), ...tagsOf(tags) } };
};

const tagsOf = (block: string | undefined): Pick<AisSentence, 'time' | 'station' | 'group'> => {
  const [content = '', sum = ''] = (block ?? '').split('*');
  if (!content || checksumOf(content) !== sum.toUpperCase()) return {};
  const tags = new Map(content.split(',').map((tag) => [tag.slice(0, 1), tag.slice(2)] as const));
  const clock = tags.get('c') ?? '';
  const time = /^\d{1,15}$/.test(clock) ? Number(clock) : undefined;
  const group = /^\d+-\d+-(\w+)$/.exec(tags.get('g') ?? '')?.[1];
  const station = tags.get('s');
  return { ...(time !== undefined && { time: time < MILLISECONDS_FROM ? time * 1000 : time }), ...(station && { station }), ...(group && { group }) };
};

/** One line without its end; a tag block in front when time, station or group is given (the time in whole seconds). */
export const encodeSentence = ({ talker, own, count, index, sequence, channel, payload, fill, time, station, group }: AisSentence): string => {
  const body = `${talker}${own ? 'VDO' : 'VDM'},${count},${index},${sequence},${channel},${payload},${fill}`;
  const tags = [group !== undefined && `g:${index}-${count}-${group}`, station !== undefined && `s:${station}`, time !== undefined && `c:${Math.floor(time / 1000)}`].filter(Boolean).join(',');
  return `${tags && `\\${tags}*${checksumOf(tags)}\\`}!${body}*${checksumOf(body)}`;
};

/** How a sender frames a message; `sequence` (0 to 9) counts its messages of several sentences. */
export interface AisFraming {
  talker?: string;
  channel?: string;
  sequence?: number;
  time?: number;
  station?: string;
}

/** A payload cut into sentences of at most 82 characters; the tag block stands before the first. */
export const sentencesOf = ({ payload, fill }: { payload: string; fill: number }, { talker = 'AI', channel = 'A', sequence = 0, time, station }: AisFraming = {}): AisSentence[] => {
  const count = Math.max(1, Math.ceil(payload.length / PAYLOAD));
  return Array.from({ length: count }, (_, part) => ({
    talker, own: false, count, index: part + 1, sequence: count > 1 ? String(sequence % 10) : '', channel,
    payload: payload.slice(part * PAYLOAD, (part + 1) * PAYLOAD), fill: part + 1 === count ? fill : 0,
    ...(part === 0 && time !== undefined && { time }), ...(part === 0 && station !== undefined && { station }),
  }));
};
