/** Packets as they stand in the standard's examples and in logs of real devices; the specs read them. */

export const hex = (text: string): Buffer => Buffer.from(text.replace(/[\s|]/g, ''), 'hex');

/** 2012-09-26 09:58:32, GMT+8. */
export const SENT_AT = Date.parse('2012-09-26T09:58:32+08:00');
const UP = '40 40 01 00 01 01 20 3A 09 1A 09 0C 79 03 00 00 00 00 38 5B 01 00 00 00';
const DOWN = '40 40 01 00 01 01 20 3A 09 1A 09 0C 38 5B 01 00 00 00 79 03 00 00 00 00';

/** Smoke detector, zone 10 position 2, fire at 2012-09-26 09:58:02; from 889 to 88888. */
export const FIRE = hex(`${UP} 30 00 02 | 02 01 | 01 01 28 0A 00 02 00 | 02 00 | ${'30'.repeat(20)} ${'00'.repeat(11)} | 02 3A 09 1A 09 0C | 46 23 23`);
export const CONFIRM = hex('40 40 01 00 01 01 23 3A 09 1A 09 0C 38 5B 01 00 00 00 79 03 00 00 00 00 00 00 03 AB 23 23');
export const DENY = hex('40 40 01 00 01 01 23 3A 09 1A 09 0C 38 5B 01 00 00 00 79 03 00 00 00 00 00 00 06 AE 23 23');
export const MAINS_FAULT = hex(`${UP} 09 00 02 15 01 08 02 3A 09 1A 09 0C 42 23 23`);
export const DUTY_ANSWER = hex(`${UP} 0A 00 02 18 01 20 01 02 3A 09 1A 09 0C 5F 23 23`);
export const DUTY_CHECK = hex(`${DOWN} 03 00 01 5B 01 0A 0F 23 23`);
export const CLOCK_SYNC = hex(`${DOWN} 08 00 01 5A 01 02 3A 09 1A 09 0C 7D 23 23`);
/** A real device: zone 217 position 6, fire, “Ａ区１层呷哺走廊”. */
export const REAL_FIRE = hex(`404000000101180d11160a14000000000000 000000000000 3000 02 0201 01 03 00 d9000600 0200 a3c1c7f8a3b1b2e3dfc8b2b8d7dfc0c8 ${'00'.repeat(15)} 301213010814 53 2323`);

export const VECTORS: [name: string, bytes: Buffer][] = [
  ['fire', FIRE], ['confirm', CONFIRM], ['deny', DENY], ['mains fault', MAINS_FAULT], ['duty answer', DUTY_ANSWER], ['duty check', DUTY_CHECK], ['clock sync', CLOCK_SYNC], ['fire of a real device', REAL_FIRE],
];
