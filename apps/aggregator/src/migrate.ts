import { ConfigError, readConfig } from './config/config.js';
import { Database } from './database/database.js';

/** `npm run migrate`: pending migrations, either database. */
try {
  const database = await Database.open(readConfig(process.env, { requireSecret: false }));
  console.log(`数据库结构已是最新（${database.dialect}）`);
  await database.close();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
