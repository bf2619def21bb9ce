import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** RFC 7914 cost: 2^15 x 8 x 128 = 32 MiB and some 80 ms each. */
const LOG_N = 15;
const R = 8;
const P = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MAX_MEMORY = 128 * 1024 * 1024;

const derive = (password: string, salt: Buffer, logN: number, r: number, p: number, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, { N: 2 ** logN, r, p, maxmem: MAX_MEMORY }, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, the last two base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, LOG_N, R, P, KEY_BYTES);
  return ['scrypt', LOG_N, R, P, salt.toString('base64url'), key.toString('base64url')].join('$');
};

const ENCODED = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,100})\$([\w-]{20,100})$/;

/** Whether the password is the one hashed, compared in constant time. An unreadable hash fits no password. */
export const verifyPassword = async (password: string, encoded: string): Promise<boolean> => {
  const [, logN, r, p, salt, key] = ENCODED.exec(encoded) ?? [];
  if (!salt || !key || Number(logN) > 17) return false;
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), Number(logN), Number(r), Number(p), expected.length);
  return timingSafeEqual(actual, expected);
};

const NOBODY = ['scrypt', LOG_N, R, P, randomBytes(SALT_BYTES).toString('base64url'), randomBytes(KEY_BYTES).toString('base64url')].join('$');

/** Spends what a real check spends, for an account that does not exist. */
export const verifyNobody = async (password: string): Promise<false> => {
  await verifyPassword(password, NOBODY);
  return false;
};

const LETTERS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'];

/** 14 letters and digits without look-alikes, at least one of each kind (some 80 bits). */
export const randomPassword = (): string => {
  const all = LETTERS.join('');
  for (;;) {
    const password = Array.from({ length: 14 }, () => all[randomInt(all.length)]).join('');
    if (LETTERS.every((kind) => [...password].some((letter) => kind.includes(letter)))) return password;
  }
};
