import { readConfig, ConfigError } from './config/config.js';
import { Database } from './database/database.js';
import { AuditRepository } from './identity/audit.repository.js';
import { AuditService } from './identity/audit.service.js';

/** `npm run audit:verify`: whether the audit trail is as it was written. Exit 0 intact, 1 tampered with, 2 could not look. */
const main = async (): Promise<number> => {
  const config = readConfig(process.env, { requireSecret: false });
  const database = await Database.open(config);
  try {
    const verdict = await new AuditService(database, new AuditRepository(database), Date.now).verify();
    if (verdict.intact) {
      console.log(`审计链完整：${verdict.count} 条 / The audit chain is intact: ${verdict.count} entries`);
      return 0;
    }
    console.error(`第 ${verdict.sequence} 条被改动 / Entry ${verdict.sequence} was tampered with`);
    return 1;
  } finally {
    await database.close();
  }
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : `无法核验 / Could not verify: ${error instanceof Error ? error.message : 'unknown error'}`);
    process.exitCode = 2;
  },
);
