import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';

const ALGORITHM = 'sm4-ecb';
const BLOCK = 16;
const TEXT_BYTE = /^0[xX][0-9A-Fa-f]{2}$/;

/** Whether this machine's OpenSSL knows SM4; some distributions leave it out. */
export const knowsSm4 = (): boolean => getCiphers().includes(ALGORITHM);

/**
 * The content of CP, enciphered (HJ 212-2025 6.4.2): SM4-ECB with a key of 16 bytes and no padding: each full 16 bytes are
 * enciphered, a tail of fewer stays clear. As long as before.
 */
export const encipher = (content: Uint8Array, key: Uint8Array): Buffer => {
  const whole = content.length - (content.length % BLOCK);
  const cipher = createCipheriv(ALGORITHM, key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(content.subarray(0, whole)), cipher.final(), content.subarray(whole)]);
};

/** The reverse of `encipher`. Takes any bytes; only the CRC can tell whether the key was right. */
export const decipher = (content: Uint8Array, key: Uint8Array): Buffer => {
  const whole = content.length - (content.length % BLOCK);
  const cipher = createDecipheriv(ALGORITHM, key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(content.subarray(0, whole)), cipher.final(), content.subarray(whole)]);
};

/** The form annex A.2 (2025) prints: `{0xE4,0x3E,…}` around the enciphered blocks, the clear tail behind it; what has no full block stays as it is. */
export const toCipherText = (content: Uint8Array): Buffer => {
  const whole = content.length - (content.length % BLOCK);
  const blocks = Array.from(content.subarray(0, whole), (byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  return Buffer.concat([Buffer.from(blocks.length === 0 ? '' : `{${blocks.join(',')}}`, 'latin1'), content.subarray(whole)]);
};

/** The bytes such a text stands for, a clear tail inside or behind the braces alike; nothing when it is no such text. */
export const fromCipherText = (text: Buffer): Buffer | undefined => {
  const closing = text.indexOf('}');
  if (text[0] !== 0x7b || closing < 0) return undefined;
  const parts = text.toString('latin1', 1, closing).split(',').map((part) => part.trim());
  if (!parts.every((part) => TEXT_BYTE.test(part))) return undefined;
  return Buffer.concat([Buffer.from(parts.map((part) => Number(part))), text.subarray(closing + 1)]);
};
