/**
 * Text from outside, made harmless to show and store: HTML stays as the text it is; control characters (C0, C1) and
 * bidirectional overrides (U+202A-202E, U+2066-2069), which can make a line read as what it is not, become spaces;
 * lone surrogates, which no database keeps, become U+FFFD.
 */
 
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
 
const UNSAFE_IN_BLOCK = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One line of text. */
export const line = (text: string): string => text.replace(UNSAFE, ' ').replace(LONE_SURROGATE, '\ufffd');

/** Text of several lines: tab and line feed stay, CR LF becomes LF. */
export const block = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSAFE_IN_BLOCK, ' ').replace(LONE_SURROGATE, '\ufffd');

/** Whether nothing in it would have to be replaced; asked of keys, which must never be changed silently. */
export const isPlain = (text: string): boolean => line(text) === text;

/** Cut to at most `limit` UTF-16 units, never through a character; a cut shows as an ellipsis. */
export const clip = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`;
};

const EXCERPT = 500;

/** The beginning of a message, on one line, to show beside its error. */
export const excerptOf = (payload: Uint8Array | string): string => {
  const head = typeof payload === 'string' ? payload.slice(0, EXCERPT * 2) : Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.byteLength, EXCERPT * 4)).toString('utf8');
  return clip(line(head).trim(), EXCERPT);
};
