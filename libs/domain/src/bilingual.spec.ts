import { about, halvesOf, inOneLine } from './bilingual.js';

describe('one line in two languages', () => {
  it('is put together and parted again', () => {
    for (const both of [{ zh: '校验码不符', en: 'the check byte is wrong' }, { zh: '不能含 /、+ 或空格', en: 'no /, + or spaces' }, { zh: '泵: 没有值', en: '泵: no value' }]) {
      expect(halvesOf(inOneLine(both))).toEqual(both);
    }
  });

  it('is parted where Chinese ends, not at a slash before it or after', () => {
    expect(halvesOf('spBv1.0 / G: 序号有误 / a / b is wrong')).toEqual({ zh: 'spBv1.0 / G: 序号有误', en: 'a / b is wrong' });
  });

  it('is the same in both where it carries one language', () => {
    for (const text of ['', '设备已断开', 'connect ECONNREFUSED', 'a / b']) expect(halvesOf(text)).toEqual({ zh: text, en: text });
    expect(inOneLine({ zh: 'HTTP 404', en: 'HTTP 404' })).toBe('HTTP 404');
  });

  it('names before each language what it is about', () => {
    expect(about('ns=1;s=泵', '没有值 / no value')).toBe('ns=1;s=泵: 没有值 / ns=1;s=泵: no value');
    expect(about('进口 / 出口', '没有值 / no value')).toBe('进口/出口: 没有值 / 进口/出口: no value');
    expect(about('a', 'no value')).toBe('a: no value');
    expect(about({ zh: '连接失败', en: 'connection failed' }, 'EPIPE')).toBe('连接失败：EPIPE / connection failed: EPIPE');
  });
});
