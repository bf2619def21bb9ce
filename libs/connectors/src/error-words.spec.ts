import { DomainError } from '@one-screen/domain';
import { createServer, connect } from 'node:net';
import { decodeFrame } from './hj212/hj212.frame.js';
import { decodeJson } from './mapping/payload.js';
import { faultsInLine, inBothLanguages, wordsOf } from './error-words.js';

const refused = async (host: string): Promise<Error> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  await new Promise((resolve) => server.close(resolve));
  return new Promise((resolve) => connect(port, host).on('error', resolve));
};

describe('errors of links in both languages', () => {
  it('says what the system says in Chinese first, and keeps its own words in both halves', async () => {
    const { message } = await refused('127.0.0.1');
    expect(message).toContain('ECONNREFUSED');
    expect(inBothLanguages(message)).toBe(`对方拒绝连接（地址或端口不对，或服务未启动）：${message} / ${message}`);
  });

  it('has the same form for what nobody foresaw, and leaves what holds Chinese as it is', () => {
    expect(inBothLanguages('something else altogether')).toBe('其他错误：something else altogether / something else altogether');
    expect(inBothLanguages('either / or')).toBe('其他错误：either/or / either/or');
    for (const words of ['', '设备忙 / device busy ETIMEDOUT']) expect(inBothLanguages(words)).toBe(words);
  });

  it('knows what our own parsers say', () => {
    const frame = decodeFrame(Buffer.from('##0000CP=&&&&FFFF\r\n'));
    expect(frame.ok ? '' : inBothLanguages(frame.error)).toBe('CRC 校验不符：报文为 FFFF，算得 F781 / CRC is FFFF, computed F781');
    const json = decodeJson('{', 100);
    expect('error' in json ? inBothLanguages(json.error) : '').toBe('不是有效的 UTF-8 JSON / not valid JSON in UTF-8');
  });
});

describe('anything thrown in both languages', () => {
  it('an error of ours by its two texts, others by their first line, several at once by the first of them', () => {
    expect(wordsOf(new DomainError('missing', 'x', { zh: '没有', en: 'none' }))).toBe('没有 / none');
    expect(wordsOf(new Error('socket\n  hang up'))).toBe('连接被对方中断：socket hang up / socket hang up');
    expect(wordsOf(new AggregateError([new Error('connect ECONNREFUSED ::1:9'), new Error('other')]))).toContain('ECONNREFUSED ::1:9');
    expect(wordsOf('x'.repeat(1_000))).toHaveLength('其他错误：'.length + 300 + ' / '.length + 300);
  });

  it('behind what failed, when that is known', () => {
    expect(wordsOf(new Error('E1'), { zh: '连接失败', en: 'connection failed' })).toBe('连接失败：E1 / connection failed: E1');
    expect(wordsOf(new Error('坏 / bad'), { zh: '连接失败', en: 'connection failed' })).toBe('连接失败：坏 / connection failed: bad');
  });
});

describe('the faults of an element in one line', () => {
  it('names three of them by their paths, language by language', () => {
    const faults = [{ path: 'a', message: '没有值 / no value' }, { path: '', message: '必填 / required' }, { path: 'b[0]', message: 'odd' }, { path: 'c', message: '多 / more' }];
    expect(faultsInLine(faults)).toBe('a: 没有值; 必填; b[0]: 其他错误：odd / a: no value; required; b[0]: odd');
  });
});
