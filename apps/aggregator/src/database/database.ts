import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import type { Config } from '../config/config.js';
import { MIGRATIONS } from './migrations/index.js';

export type Dialect = 'sqlite' | 'mysql';
export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;
/** One transaction, as `Database.write` hands it out. */
export type Transaction = QueryRunner;

/**
 * The database, one of two dialects behind the same portable SQL.
 * SQLite: one connection writes (transactions in turn, WAL, synchronous=FULL), a second one reads, so that a reader never
 * sees what is not committed. MySQL: one pool for both.
 */
export class Database {
  private turn: Promise<unknown> = Promise.resolve();
  private unmoved = 0;
  private moving: NodeJS.Timeout | undefined;

  private constructor(
    readonly dialect: Dialect,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly checkpoints?: Worker,
  ) {}

  /** Connects and brings the schema up to date. Throws when the server is away. */
  static async open(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Database> {
    const dialect: Dialect = config.databaseUrl ? 'mysql' : 'sqlite';
    if (dialect === 'sqlite') mkdirSync(config.dataDir, { recursive: true });
    const writer = new DataSource(options(dialect, config, true));
    await writer.initialize();
    try {
      await migrate(writer, dialect);
    } catch (error) {
      await writer.destroy();
      throw error;
    }
    if (dialect === 'mysql') return new Database(dialect, writer, writer);
    const reader = new DataSource(options(dialect, config, false));
    await reader.initialize();
    return new Database(dialect, writer, reader, await checkpointing(fileIn(config.dataDir)));
  }

  /** Reads what is committed. */
  read<T = SqlRow>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return this.reader.query(sql, values as SqlValue[]) as Promise<T[]>;
  }

  /** Runs `work` in one transaction and commits it durably. On SQLite writers wait their turn. */
  async write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.dialect === 'mysql') return this.transact(work);
    const mine = this.turn.then(() => this.transact(work));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Whether it answers: resolves, or rejects within `limitMs`. */
  async ping(limitMs = 3000): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
    });
    try {
      await Promise.race([this.reader.query('SELECT sequence FROM journal_head WHERE id = 1'), limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.moving);
    if (this.checkpoints) {
      // From here on the thread is waited for: a command that has nothing else to do must not end before it is closed.
      this.checkpoints.ref();
      // Held again: a thread nobody waits for would let the process end in the middle of this.
      this.checkpoints.ref();
      const ended = new Promise((resolve) => this.checkpoints?.once('exit', resolve));
      this.checkpoints.postMessage('stop');
      await ended;
    }
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }

  /** For repositories that map rows through TypeORM. */
  get source(): DataSource {
    return this.reader;
  }

  /**
   * After some commits the checkpoint thread moves the log, a moment later, when what was committed has been told and drawn; and often
   * enough that the writer, whose turn comes at `LONGEST_LOG`, finds next to nothing left to move.
   */
  private moveLog(): void {
    this.unmoved += 1;
    if (!this.checkpoints || this.moving || this.unmoved < COMMITS_A_MOVE) return;
    this.moving = setTimeout(() => {
      this.moving = undefined;
      this.unmoved = 0;
      this.checkpoints?.postMessage('move');
    }, MOVE_AFTER);
    this.moving.unref();
  }

  private async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.writer.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(runner);
      await runner.commitTransaction();
      this.moveLog();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release().catch(() => undefined);
    }
  }
}

const require = createRequire(import.meta.url);
const fileIn = (dataDir: string): string => join(dataDir, 'one-screen.db');

/** Pages of write-ahead log after which a commit moves what is left of them itself, so that the log begins anew. */
const LONGEST_LOG = 16_000;
const PAGE_BYTES = 4096;
/** Commits worth a move of the log by its thread, and how long after them it moves, milliseconds. */
const COMMITS_A_MOVE = 32;
const MOVE_AFTER = 120;

const WORKER = new URL('./checkpoint.worker.js', import.meta.url);
/** The checkpoint thread, or undefined where there is no built worker beside us (unit tests run from source). */
const checkpointing = async (file: string): Promise<Worker | undefined> => {
  if (!existsSync(WORKER)) return undefined;
  const worker = new Worker(WORKER, { workerData: { file } });
  await new Promise((resolve, reject) => worker.once('online', resolve).once('error', reject));
  worker.unref();
  return worker;
};


const options = (dialect: Dialect, config: Pick<Config, 'databaseUrl' | 'dataDir'>, forWriting: boolean): DataSourceOptions => {
  const common = { migrations: MIGRATIONS, migrationsTableName: 'schema_migration', synchronize: false, logging: false as const };
  if (dialect === 'mysql') {
    return {
      ...common,
      type: 'mysql',
      url: config.databaseUrl.replace(/^mariadb:/, 'mysql:'),
      driver: require('mysql2'),
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: 5000,
      extra: { connectionLimit: 10, enableKeepAlive: true, maxPreparedStatements: 256 },
    };
  }
  return {
    ...common,
    type: 'better-sqlite3',
    database: fileIn(config.dataDir),
    driver: require('libsql'),
    statementCacheSize: 200,
    prepareDatabase: (db: { pragma(sql: string): unknown }) => {
      db.pragma('journal_mode = WAL');
      // A commit that was answered for survives power loss.
      db.pragma('synchronous = FULL');
      // Checkpoints run on a thread of their own; the writer does the last of one itself to begin the log anew.
      db.pragma(`wal_autocheckpoint = ${LONGEST_LOG}`);
      // The log keeps its place on disk: written over, a commit's fsync has no file to lengthen. Only an overlong one is cut.
      db.pragma(`journal_size_limit = ${2 * LONGEST_LOG * PAGE_BYTES}`);
      db.pragma('busy_timeout = 5000');
      db.pragma('foreign_keys = ON');
      if (!forWriting) db.pragma('query_only = ON');
    },
  };
};

/** Several instances may start at once: on MySQL one migrates, the others wait. */
const migrate = async (source: DataSource, dialect: Dialect): Promise<void> => {
  if (dialect === 'sqlite') {
    await source.runMigrations({ transaction: 'each' });
    return;
  }
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    const [answer] = (await runner.query("SELECT GET_LOCK(CONCAT('one-screen-migrate-', DATABASE()), 60) AS got")) as { got: number | string }[];
    if (Number(answer?.got) !== 1) throw new Error('another instance is migrating the database for over a minute');
    await source.runMigrations({ transaction: 'none' });
  } finally {
    await runner.query("SELECT RELEASE_LOCK(CONCAT('one-screen-migrate-', DATABASE()))").catch(() => undefined);
    await runner.release();
  }
};
