/** `npm run dev`: everything in watch mode: types, aggregator, display and demo city. */
import { join } from 'node:path';
import { AGGREGATOR, FIELD, build, dataDirOf, onStop, ready, run, say, stop, tool, urlOf } from './launch.mjs';

const main = async () => {
  if (!(await build())) return 1;
  const env = { ...process.env, DEMO: '1' };
  const url = urlOf(env);
  const parts = [
    run(tool('tsc'), ['-b', '--watch', '--preserveWatchOutput'], { env, prefix: '[类型] ' }),
    run(process.execPath, ['--watch', AGGREGATOR], { env, prefix: '[汇聚] ' }),
    run(tool('vite'), ['apps/display'], { env, prefix: '[大屏] ' }),
  ];
  let stopping = false;
  onStop(() => {
    if (stopping) return;
    stopping = true;
    say('正在停止……');
    parts.forEach((part) => part.child.kill('SIGTERM'));
  });
  const first = Promise.race(parts.map((part) => part.ended));
  let over = false;
  void first.then(() => (over = true));
  if (await ready(url, () => stopping || over)) {
    const args = ['--watch', FIELD, '--url', url, '--tokens', join(dataDirOf(env), 'demo-sources.json'), '--seed-ledger', '--opening'];
    parts.push(run(process.execPath, args, { env, prefix: '[演示城市] ' }));
  }
  const code = await first;
  await Promise.all(parts.map(stop));
  return stopping ? 0 : code;
};

process.exit(await main());
