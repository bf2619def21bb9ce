import { openGroups } from './ais.groups.js';
import { decodeAis, encodeAis, type AisMessage } from './ais.message.js';
import { encodeSentence, parseSentence, sentencesOf, type AisFraming } from './ais.sentence.js';

/** What one line came to: a message (`at`: when it was received, epoch milliseconds), a part of one, nothing of interest, or why it is bad. */
export type AisHeard = { kind: 'message'; message: AisMessage; at: number; station?: string } | { kind: 'waiting' } | { kind: 'other' } | { kind: 'bad'; error: string };

export interface AisReader {
  /** `scope` tells senders apart whose sentences must not be joined. Never throws. */
  read(line: string, now?: number, scope?: string): AisHeard;
}

/** A station's clock that is so far ahead of ours is not believed. */
const AHEAD_MS = 300_000;
const BELIEVED_FROM = Date.UTC(2000, 0, 1);

/** Reads lines of NMEA 0183 into AIS messages; holds only the messages whose sentences are still coming. */
export const openAisReader = (): AisReader => {
  const groups = openGroups();
  return {
    read: (line, now = Date.now(), scope = '') => {
      const parsed = parseSentence(line);
      if (parsed.kind !== 'sentence') return parsed;
      const joined = groups.add(parsed.sentence, scope, now);
      if (joined.kind !== 'whole') return joined;
      const decoded = decodeAis(joined.payload, joined.fill);
      if (decoded.kind !== 'message') return decoded.kind === 'bad' ? decoded : { kind: 'other' };
      const { time, station } = joined;
      const at = time !== undefined && time >= BELIEVED_FROM && time <= now + AHEAD_MS ? time : now;
      return { kind: 'message', message: decoded.message, at, ...(station !== undefined && { station }) };
    },
  };
};

/** A message as lines without their ends, ready to be sent. */
export const encodeAisLines = (message: AisMessage, framing: AisFraming = {}): string[] => sentencesOf(encodeAis(message), framing).map(encodeSentence);
