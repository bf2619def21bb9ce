import { dayOf } from '@one-screen/domain';
import { readConfig, ConfigError } from './config/config.js';
import { Database } from './database/database.js';
import { AuditRepository } from './identity/audit.repository.js';
import { AuditService } from './identity/audit.service.js';
import { JournalRepository } from './journal/journal.repository.js';
import { RecountRepository } from './ledger/tally/recount.repository.js';
import { TallyRepository } from './ledger/tally/tally.repository.js';
import { Recount, type Difference } from './ledger/tally/recount.js';

const KINDS = { week: '周', month: '月', quarter: '季', year: '年' };
const told = (difference: Difference): string => {
  const { stored, counted } = difference;
  const [zh, en] = [`存 ${stored ?? '—'}，应为 ${counted ?? '—'}`, `kept ${stored ?? '—'}, should be ${counted ?? '—'}`];
  if (difference.of === 'visit') return `检查 ${difference.id} 发现隐患数：${zh} / inspection ${difference.id} hazards: ${en}`;
  if (difference.of === 'filing') return `隐患 ${difference.id} 立案时间：${zh} / hazard ${difference.id} filed at: ${en}`;
  const { kind, from, grid, sector, counter } = difference;
  return `${KINDS[kind]} ${dayOf(from)} ${grid} ${sector} ${counter}：${zh} / ${kind} of ${dayOf(from)} ${grid} ${sector} ${counter}: ${en}`;
};

/**
 * `npm run tally:verify`: whether every kept count is what the records say, also while the product runs. Exit 0 the same, 1 some differ, 2
 * could not look. `npm run tally:rebuild` puts right what differs, and exits 0.
 */
const main = async (): Promise<number> => {
  const mend = process.argv.includes('--rebuild');
  const database = await Database.open(readConfig(process.env, { requireSecret: false }));
  try {
    const recount = new Recount(database, new RecountRepository(database, new TallyRepository(database)), new JournalRepository(database), new AuditService(database, new AuditRepository(database), Date.now), Date.now);
    const { periods, differing, first } = await (mend ? recount.rebuild() : recount.verify());
    if (!differing) {
      console.log(`统计与台账一致：${periods} 个周期 / The counts agree with the records: ${periods} periods`);
      return 0;
    }
    for (const each of first) console.error(told(each));
    if (!mend) {
      console.error(`共 ${differing} 处不一致；用 npm run tally:rebuild 重算 / ${differing} differ; npm run tally:rebuild counts them anew`);
      return 1;
    }
    console.log(`已重算 ${differing} 处，共 ${periods} 个周期 / ${differing} put right, in ${periods} periods`);
    return 0;
  } finally {
    await database.close();
  }
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : `无法核对 / Could not look: ${error instanceof Error ? error.message : 'unknown error'}`);
    process.exitCode = 2;
  },
);
