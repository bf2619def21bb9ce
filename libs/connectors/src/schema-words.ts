import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: '文本', number: '数', int: '整数', bigint: '整数', boolean: ' true 或 false', object: '对象', record: '对象', array: '数组', null: '空值', undefined: '空缺', nan: '非数', date: '日期', nonoptional: '必填值',
};
/** What is counted of a thing that is too small or too big. */
const COUNTED: Readonly<Record<string, string>> = { string: '字符数', array: '项数', set: '项数', map: '项数', record: '项数', object: '项数', file: '字节数' };
const FORMATS: Readonly<Record<string, string>> = { url: '网址', datetime: 'ISO 8601 时间', date: '日期', time: '时间', email: '邮箱', ipv4: 'IPv4 地址', ipv6: 'IPv6 地址', uuid: 'UUID', base64: 'Base64 文本' };

/** A type a schema expects, in Chinese; what follows 应为. */
export const typeInChinese = (type: string): string => TYPES[type] ?? ` ${type} `;

/** What a schema found wrong, in Chinese; the schema's own words say it in English. */
export const inChinese = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type': return /received undefined$/.test(issue.message) ? `必填，应为${typeInChinese(issue.expected)}` : `应为${typeInChinese(issue.expected)}`;
    case 'too_small': return `${COUNTED[issue.origin] ?? ''}${issue.inclusive === false ? '须大于' : '不得小于'} ${issue.minimum}`;
    case 'too_big': return `${COUNTED[issue.origin] ?? ''}${issue.inclusive === false ? '须小于' : '不得大于'} ${issue.maximum}`;
    case 'invalid_format': return `格式不对${FORMATS[issue.format] ? `，应为${FORMATS[issue.format]}` : ''}`;
    case 'not_multiple_of': return `须为 ${issue.divisor} 的倍数`;
    case 'unrecognized_keys': return `未知字段 ${issue.keys.join('、')}`;
    case 'invalid_value': return issue.values.length === 1 ? `应为 ${String(issue.values[0])}` : `应为其中之一：${issue.values.map(String).join('、')}`;
    case 'invalid_key': return '键不合要求';
    case 'invalid_element': return '元素不合要求';
    case 'invalid_union': return '不符合任何一种写法';
    case 'custom': return '不合要求';
  }
};
