import 'reflect-metadata';
import { ConfigError, readConfig } from './config/config.js';
import { startAggregator } from './start.js';

/** Boot: settings, database, people and sources, doors; and the way down again. */
try {
  const config = readConfig(process.env, { requireSecret: true });
  const running = await startAggregator(config);
  for (const line of running.greeting) console.log(line);

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    console.log(`收到 ${signal}，正在完成已接收的工作并停止……`);
    running
      .stop()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
