import { setTimeout as delay } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AlarmClockService } from './alarms/alarm-clock.service.js';
import { MaintenanceClockService } from './alarms/maintenance/maintenance-clock.service.js';
import { AlarmsService } from './alarms/alarms.service.js';
import { ShownService } from './alarms/shown.service.js';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { Database } from './database/database.js';
import { createAdapter } from './http/fastify.js';
import { NestLog } from './http/nest-log.js';
import { serveDisplay } from './http/static.js';
import { bootstrapAccounts } from './identity/bootstrap.js';
import { PushService } from './push/push.service.js';

export interface Running {
  url: string;
  /** Lines for the person who started it. */
  greeting: string[];
  /** Finishes what was accepted, then lets go of everything. */
  stop(): Promise<void>;
}

/** Starts the whole aggregator. Waits for a database that is away. */
export const startAggregator = async (config: Config): Promise<Running> => {
  const database = await openWhenThere(config);
  const people = await bootstrapAccounts(database, config);

  const adapter = createAdapter(config);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, database), adapter, { logger: new NestLog(adapter.getInstance().log), bodyParser: false });
  await serveDisplay(app.getHttpAdapter().getInstance());
  await app.init();
  await app.get(PushService).attach(app.getHttpServer());
  await app.listen(config.port, config.host);

  const url = await app.getUrl();
  return {
    url,
    greeting: greet(config, url, people),
    stop: async () => {
      await app.get(PushService).close();
      await closeDoors(app);
      await app.get(MaintenanceClockService).stop();
      await app.get(AlarmClockService).stop();
      await app.get(AlarmsService).stop();
      await app.get(ShownService).stop();
      await database.close();
    },
  };
};

/** Closes the doors once every request under way is answered. A connection that falls idle only after that (keep-alive) is not waited for. */
const closeDoors = async (app: NestFastifyApplication): Promise<void> => {
  const server = app.getHttpServer();
  const sweeping = setInterval(() => server.closeIdleConnections(), 100);
  // A sender that does not read its answer must not hold us; whoever got none sends again and is recognised.
  const patience = setTimeout(() => server.closeAllConnections(), PATIENCE);
  try {
    await app.close();
  } finally {
    clearInterval(sweeping);
    clearTimeout(patience);
  }
};

/** Time for requests under way to end, milliseconds. */
const PATIENCE = 5000;
const RETRY_EVERY = 3000;

const openWhenThere = async (config: Config): Promise<Database> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await Database.open(config);
    } catch (error) {
      if (!config.databaseUrl || !isAway(error)) throw error;
      const { host } = new URL(config.databaseUrl);
      console.error(`数据库 ${host} 暂不可用，每 ${RETRY_EVERY / 1000} 秒重试（第 ${tries} 次）/ waiting for the database: ${(error as { code: string }).code}`);
      await delay(RETRY_EVERY);
    }
  }
};

const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'PROTOCOL_CONNECTION_LOST', 'ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN']);
const isAway = (error: unknown): boolean => AWAY.has(String((error as { code?: unknown }).code));

const greet = (config: Config, url: string, people: Awaited<ReturnType<typeof bootstrapAccounts>>): string[] => {
  const lines = [`${config.siteName} 已启动：${url}`];
  if (people.wallToken) lines.push(`大屏：${url}/wall#token=${people.wallToken}`);
  for (const { username, password } of people.accounts) lines.push(`演示账号 ${username.padEnd(8)} 口令 ${password}`);
  if (people.adminPasswordFile) lines.push(`管理员 admin 的初始口令在 ${people.adminPasswordFile}`);
  return lines;
};
