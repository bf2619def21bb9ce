import { z } from 'zod';
import { faultsOf } from './faults.js';

const messageOf = (schema: z.ZodType, value: unknown): string | undefined => {
  const error = schema.safeParse(value).error;
  return error && faultsOf(error)[0]?.message;
};

describe('what a schema finds wrong, in both languages', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a wrong type', z.number(), 'x', '应为数 / Invalid input: expected number, received string'],
    ['what is missing', z.object({ a: z.string() }), {}, '必填，应为文本 / Invalid input: expected string, received undefined'],
    ['too short a text', z.string().min(2), 'x', '字符数不得小于 2 / Too small: expected string to have >=2 characters'],
    ['too large a number', z.number().lt(5), 5, '须小于 5 / Too big: expected number to be <5'],
    ['too long a list', z.array(z.unknown()).max(1), [1, 2], '项数不得大于 1 / Too big: expected array to have <=1 items'],
    ['a form', z.url(), 'x', '格式不对，应为网址 / Invalid URL'],
    ['a choice', z.enum(['a', 'b']), 'c', '应为其中之一：a、b / Invalid option: expected one of "a"|"b"'],
    ['a literal', z.literal(4), 5, '应为 4 / Invalid input: expected 4'],
    ['a step', z.number().multipleOf(5), 7, '须为 5 的倍数 / Invalid number: must be a multiple of 5'],
    ['a field nobody knows', z.strictObject({}), { a: 1 }, '未知字段 a / Unrecognized key: "a"'],
    ['one of two types', z.union([z.string(), z.number()]), true, '应为文本或数 / expected string or number'],
    ['a rule without words', z.number().refine(() => false), 1, '不合要求 / Invalid input'],
    ['words of our own, as they are', z.number().refine(() => false, { error: '不行 / no' }), 1, '不行 / no'],
  ])('%s', (_name, schema, value, message) => expect(messageOf(schema, value)).toBe(message));
});
