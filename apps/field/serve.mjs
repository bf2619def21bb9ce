/** `npm run serve`: production. The aggregator and the built display, settings from the environment, no demo. */
import { AGGREGATOR, build, isBuilt, onStop, run, stop } from './launch.mjs';

const main = async () => {
  if (!isBuilt() && !(await build())) return 1;
  const env = { ...process.env };
  delete env.DEMO;
  const aggregator = run(process.execPath, [AGGREGATOR], { env });
  let stopping = false;
  onStop(() => {
    if (stopping) return;
    stopping = true;
    void stop(aggregator);
  });
  const code = await aggregator.ended;
  return stopping ? 0 : code;
};

process.exit(await main());
