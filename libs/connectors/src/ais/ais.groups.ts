import type { AisSentence } from './ais.sentence.js';

/** A message whose sentences are all there, or is waited for, or can never be whole. */
export type Joined = { kind: 'whole'; payload: string; fill: number; time?: number; station?: string } | { kind: 'waiting' } | { kind: 'bad'; error: string };

export interface AisGroups {
  /** `scope` tells senders apart whose sentences must not be joined; `now` in milliseconds. */
  add(sentence: AisSentence, scope: string, now: number): Joined;
}

interface Group {
  count: number;
  had: number;
  payload: string;
  time?: number;
  station?: string;
  began: number;
}

const LIFETIME_MS = 60_000;
/** Messages waited for at once; the oldest is given up first. */
const MAX_GROUPS = 1_000;

/**
 * Joins the sentences of a message by talker, sequence number and channel (and group id, when there is one). They must come in
 * order: numbers are used again after ten messages, so a part that fits nothing would otherwise make one ship of two.
 */
export const openGroups = (): AisGroups => {
  const groups = new Map<string, Group>();
  return {
    add: (sentence, scope, now) => {
      const { count, index, payload, fill, time, station } = sentence;
      if (count === 1) return { kind: 'whole', payload, fill, time, station };
      for (const [key, group] of groups) {
        if (now - group.began <= LIFETIME_MS && groups.size < MAX_GROUPS) break;
        groups.delete(key);
      }
      const key = [scope, sentence.talker, sentence.sequence, sentence.channel, sentence.group ?? ''].join('/');
      const group = groups.get(key);
      if (index === 1) {
        groups.delete(key);
        groups.set(key, { count, had: 1, payload, time, station, began: now });
        return { kind: 'waiting' };
      }
      if (!group || group.count !== count || group.had !== index - 1) {
        groups.delete(key);
        return { kind: 'bad', error: `共 ${count} 句，第 ${index} 句之前的没有收到 / sentence ${index} of ${count} without those before it` };
      }
      Object.assign(group, { had: index, payload: group.payload + payload, time: group.time ?? time, station: group.station ?? station });
      if (index < count) return { kind: 'waiting' };
      groups.delete(key);
      return { kind: 'whole', payload: group.payload, fill, time: group.time, station: group.station };
    },
  };
};
