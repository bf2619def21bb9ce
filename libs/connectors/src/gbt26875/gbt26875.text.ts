import iconv from 'iconv-lite';

const decoder = new TextDecoder('gb18030');

/** GB 18030 text up to its first 00, without the blanks it was padded with; a character cut in two at the end of its field is left out. */
export const decodeText = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).replace(/\ufffd$/, '').trimEnd();
};

/** As many whole characters of `text` as fit in `limit` bytes of GB 18030. */
export const encodeText = (text: string, limit: number): Buffer => {
  const whole = iconv.encode(text, 'gb18030');
  if (whole.length <= limit) return whole;
  const fitting: Buffer[] = [];
  let room = limit;
  for (const character of text) {
    const bytes = iconv.encode(character, 'gb18030');
    if (bytes.length > room) break;
    room -= bytes.length;
    fitting.push(bytes);
  }
  return Buffer.concat(fitting);
};

/** The same, filled up with 00 to exactly `width` bytes. */
export const encodePadded = (text: string, width: number): Buffer => {
  const field = Buffer.alloc(width);
  encodeText(text, width).copy(field);
  return field;
};
