import { Password } from '@one-screen/contracts';
import { hashPassword, randomPassword, verifyNobody, verifyPassword } from './passwords';

describe('passwords', () => {
  it('accepts the right one and refuses any other', async () => {
    const encoded = await hashPassword('正确 Horse 9');
    expect(encoded).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('正确 Horse 9', encoded)).toBe(true);
    expect(await verifyPassword('正确 Horse 8', encoded)).toBe(false);
    expect(await verifyPassword('', encoded)).toBe(false);
  });

  it('salts: the same password twice is stored differently', async () => {
    expect(await hashPassword('Same-1234')).not.toBe(await hashPassword('Same-1234'));
  });

  it('refuses unreadable hashes and absurd costs instead of failing', async () => {
    for (const encoded of ['', 'plain', 'scrypt$15$8$1$x$y', `scrypt$30$8$1$${'a'.repeat(22)}$${'b'.repeat(43)}`]) expect(await verifyPassword('x', encoded)).toBe(false);
    expect(await verifyNobody('anything')).toBe(false);
  });

  it('makes random ones that satisfy the rule', () => {
    const made = Array.from({ length: 200 }, randomPassword);
    expect(made.every((password) => password.length === 14 && Password.safeParse(password).success)).toBe(true);
    expect(new Set(made).size).toBe(200);
  });
});
