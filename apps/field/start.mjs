/** `npm start`: the whole product with the demo city, on embedded parts. */
import { join } from 'node:path';
import { AGGREGATOR, FIELD, build, dataDirOf, onStop, ready, run, say, stop, urlOf } from './launch.mjs';

const AGAIN_AFTER_MS = 5000;

const main = async () => {
  if (!(await build())) return 1;

  const env = { LOG_LEVEL: 'warn', ...process.env, DEMO: '1' };
  const url = urlOf(env);
  let stopping = false;
  let ended = false;
  let field;

  const aggregator = run(process.execPath, [AGGREGATOR], { env });
  const aggregatorEnd = aggregator.ended.then((code) => {
    ended = true;
    return code;
  });
  onStop(() => {
    if (stopping) return;
    stopping = true;
    say('正在停止……');
    // The field first, so that nothing is sent to a closing door.
    void stop(field).then(() => stop(aggregator));
  });

  /** Runs the demo city; one that falls is started again while the aggregator lives. */
  const startField = (first) => {
    const args = [FIELD, '--url', url, '--tokens', join(dataDirOf(env), 'demo-sources.json'), '--seed-ledger', ...(first ? ['--opening'] : [])];
    field = run(process.execPath, args, { env, prefix: '[演示城市] ' });
    void field.ended.then((code) => {
      if (stopping || ended) return;
      say(`演示城市意外退出（代码 ${code}），${AGAIN_AFTER_MS / 1000} 秒后重启`);
      setTimeout(() => !stopping && !ended && startField(false), AGAIN_AFTER_MS).unref();
    });
  };

  if (await ready(url, () => stopping || ended)) {
    startField(true);
    say(`一张屏已点亮：${url}/  （按 Ctrl+C 停止）`);
  }
  const code = await aggregatorEnd;
  await stop(field);
  return stopping ? 0 : code;
};

process.exit(await main());
