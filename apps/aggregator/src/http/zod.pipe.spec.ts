import { z } from 'zod';
import { zod } from './zod.pipe';

const Schema = z.object({ name: z.string(), items: z.array(z.object({ level: z.enum(['red', 'blue']) })).max(100_000) });
const refusal = (value: unknown) => {
  try {
    zod(Schema).transform(value, { type: 'body' });
  } catch (error) {
    return error as { code: string; kind: string; details: { path: string; message: { zh: string; en: string } }[] };
  }
  throw new Error('was accepted');
};

describe('the zod pipe', () => {
  it('hands on the parsed value without what was not asked for', () => {
    expect(zod(Schema).transform({ name: 'a', items: [{ level: 'red', more: 1 }], extra: true }, { type: 'body' })).toEqual({ name: 'a', items: [{ level: 'red' }] });
  });

  it('names the path of every fault, in both languages', () => {
    const { code, kind, details } = refusal({ items: [{ level: 'red' }, { level: 'green' }] });
    expect([kind, code]).toEqual(['invalid', 'invalid-body']);
    expect(details.map(({ path }) => path)).toEqual(['name', 'items[1].level']);
    expect(details[0]?.message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(details[0]?.message.en).toMatch(/^[\x20-\x7e]+$/);
  });

  it('parts words of our own, which carry both languages', () => {
    const own = z.object({ code: z.string().refine(() => false, { error: '须为数字 / digits only' }) });
    expect(() => zod(own).transform({ code: 'x' }, { type: 'body' })).toThrow(expect.objectContaining({ details: [{ path: 'code', message: { zh: '须为数字', en: 'digits only' } }] }));
  });

  it('tells at most fifty faults and looks at no endless list', () => {
    expect(refusal({ name: '', items: Array.from({ length: 200 }, () => 1) }).details).toHaveLength(50);
    expect(refusal({ name: '', items: Array.from({ length: 10_001 }, () => 1) }).code).toBe('too-many-items');
    expect(refusal(Array.from({ length: 10_001 }, () => 1)).code).toBe('too-many-items');
  });
});
