import { createServer, connect } from 'node:net';
import { decodeFrame } from './hj212/hj212.frame.js';
import { decodeJson } from './mapping/payload.js';
import { inBothLanguages } from './error-words.js';

const refused = async (): Promise<string> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  await new Promise((resolve) => server.close(resolve));
  return new Promise((resolve) => connect(port, '127.0.0.1').on('error', (error) => resolve(error.message)));
};

describe('errors of links in both languages', () => {
  it('says what the system says in Chinese first, and keeps its own words', async () => {
    const words = await refused();
    expect(inBothLanguages(words)).toBe(`对方拒绝连接（地址或端口不对，或服务未启动） / ${words}`);
  });

  it('knows what our own parsers say', () => {
    const frame = decodeFrame(Buffer.from('##0000CP=&&&&FFFF\r\n'));
    expect(frame.ok ? '' : inBothLanguages(frame.error)).toMatch(/^校验不符.* \/ CRC is FFFF/);
    const json = decodeJson('{', 100);
    expect('error' in json ? inBothLanguages(json.error) : '').toMatch(/^不是有效的 JSON \/ not valid JSON/);
  });

  it('leaves what holds Chinese, or is not known, as it is', () => {
    for (const words of ['设备忙 / device busy ETIMEDOUT', 'something else altogether']) expect(inBothLanguages(words)).toBe(words);
  });
});
