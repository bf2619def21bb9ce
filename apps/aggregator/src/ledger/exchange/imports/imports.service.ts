import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { isImportOver, type ExchangedLedger, type ImportView } from '@one-screen/contracts';
import { DomainError, missing, type Bilingual } from '@one-screen/domain';
import { ulid } from 'ulid';
import { CONFIG } from '../../../config/config.module.js';
import type { Config } from '../../../config/config.js';
import { Database, type Transaction } from '../../../database/database.js';
import type { Language } from '../../../http/language.js';
import { AuditService } from '../../../identity/audit.service.js';
import { JournalRepository } from '../../../journal/journal.repository.js';
import type { Importer } from '../ledger-target.js';
import { LedgerTargets } from '../ledger-targets.js';
import type { CellFault } from '../sheets/row.js';
import { checkFile, writeSpool, type RunRoom } from './import-run.js';
import { importView } from './import.view.js';
import { ImportsRepository, type LedgerImport } from './imports.repository.js';
import { formatOf, store } from './upload.js';
import type { TableFormat } from '../table/table.js';

/** How a file is taken in. */
export interface ImportOrder {
  ledger: ExchangedLedger;
  fileName: string;
  contentType: string;
  dryRun: boolean;
  onError: 'stop' | 'skip';
}

const FAULTS_SHOWN = 500;
const FAULTS_KEPT = 200_000;
const WAITING_AT_MOST = 4;
const PROGRESS_EVERY = 1000;
const FAULTS_KEPT_FOR = 30 * 86_400_000;
/** An import that told nothing for so long is not under way any more: its instance stopped. */
const SILENT_AFTER = 120_000;
const INTERRUPTED: Bilingual = { zh: '服务中断，导入未完成；同一文件可再次导入，已写入的不会重复', en: 'The service stopped in the middle; the same file may be imported again, what is written is not repeated' };

/** Imports as jobs, one after the other: checked whole on a thread of its own, then written in short transactions. */
@Injectable()
export class ImportsService implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('imports');
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, LedgerImport>();
  private turn: Promise<void> = Promise.resolve();
  private readonly folder: string;

  constructor(
    private readonly targets: LedgerTargets,
    private readonly repository: ImportsRepository,
    private readonly database: Database,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    @Inject(CONFIG) config: Pick<Config, 'dataDir'>,
  ) {
    this.folder = join(config.dataDir, 'imports');
  }

  async onModuleInit(): Promise<void> {
    // What an earlier run left behind: its imports are told as interrupted once they are silent.
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.turn;
  }

  /** Stores the file and begins. Throws 429 `imports-busy`, 413 and 422 when the file cannot be taken at all; its rows are told later. */
  async begin(importer: Importer, order: ImportOrder, body: Readable): Promise<LedgerImport> {
    if (this.running.size >= WAITING_AT_MOST) throw new DomainError('too-many', 'imports-busy', { zh: '正在导入的文件较多，请稍后再试', en: 'Several files are being imported; try again later' }, { retryAfterSeconds: 10 });
    const id = ulid();
    const now = Date.now();
    const { ledger, fileName, dryRun, onError } = order;
    const one: LedgerImport = { id, ledger, fileName, fileBytes: 0, dryRun, onError, state: 'waiting', actor: importer.name, startedAt: now, updatedAt: now, rowsRead: 0, rowsGood: 0, rowsBad: 0, inserted: 0, updated: 0, unchanged: 0, faultCount: 0, unknownHeaders: [] };
    this.running.set(id, one);
    const file = join(this.folder, id);
    let format: TableFormat;
    try {
      one.fileBytes = await store(body, file);
      format = await formatOf(file, order.contentType);
      await this.database.write((transaction) => this.repository.save(transaction, one));
    } catch (error) {
      this.running.delete(id);
      await rm(file, { force: true });
      throw error;
    }
    this.turn = this.turn.then(() => this.run(one, importer, file, format)).finally(() => this.running.delete(id));
    return one;
  }

  /** Throws 404 `no-such-import`. */
  async find(id: string): Promise<LedgerImport> {
    const running = this.running.get(id);
    // It is over once that is stored, not before: whoever is told so may ask the journal.
    if (running && isImportOver(running.state) && running.finishedAt === undefined) return { ...running, state: running.dryRun ? 'checking' : 'writing', problem: undefined };
    const one = running ?? (await this.repository.find(id));
    if (!one) throw missing('no-such-import', '没有这次导入', 'There is no such import');
    const silent = !this.running.has(id) && !isImportOver(one.state) && one.updatedAt < Date.now() - SILENT_AFTER;
    return silent ? { ...one, state: 'failed', problem: { code: 'import-interrupted', text: INTERRUPTED } } : one;
  }

  async view(id: string, language: Language): Promise<ImportView> {
    return importView(await this.find(id), await this.repository.faults(id, -1, FAULTS_SHOWN), language);
  }

  private async run(one: LedgerImport, importer: Importer, file: string, format: TableFormat): Promise<void> {
    const spool = `${file}.rows`;
    let toldAt = 0;
    const room: RunRoom = {
      target: this.targets.of(one.ledger),
      importer,
      signal: this.stopping.signal,
      faults: (faults) => this.keep(one, faults),
      progress: async () => {
        if (Date.now() - toldAt < PROGRESS_EVERY) return;
        toldAt = Date.now();
        await this.save(one);
      },
    };
    try {
      one.state = 'checking';
      await checkFile(one, { file, format, ledger: one.ledger, spool }, room);
      if (one.dryRun) one.state = 'checked';
      else if (one.onError === 'stop' && one.rowsBad > 0) {
        Object.assign(one, { state: 'refused', inserted: 0, updated: 0, unchanged: 0 });
        one.problem = { code: 'bad-rows', text: { zh: `有 ${one.rowsBad} 行错误，未写入任何数据`, en: `${one.rowsBad} rows are bad; nothing was written` } };
      } else {
        one.state = 'writing';
        await this.save(one);
        await writeSpool(one, spool, room);
        one.state = 'done';
      }
    } catch (error) {
      this.fail(one, error);
    }
    await this.end(one, importer).catch((error: unknown) => this.log.error(`import ${one.id} could not be closed: ${String(error)}`));
    await Promise.all([file, spool].map((path) => rm(path, { force: true })));
    await this.repository.forgetFaults(Date.now() - FAULTS_KEPT_FOR).catch((error: unknown) => this.log.warn(`old faults were not forgotten: ${String(error)}`));
  }

  private fail(one: LedgerImport, error: unknown): void {
    if (error instanceof DomainError && one.state === 'checking') {
      Object.assign(one, { state: 'refused', inserted: 0, updated: 0, unchanged: 0 });
      one.problem = { code: error.code, text: error.text };
      return;
    }
    const written = one.state === 'writing' ? one.inserted + one.updated : 0;
    if (!written) Object.assign(one, { inserted: 0, updated: 0, unchanged: 0 });
    one.state = 'failed';
    if (this.stopping.signal.aborted) one.problem = { code: 'import-interrupted', text: INTERRUPTED };
    else {
      this.log.error(`import ${one.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      one.problem = { code: 'import-failed', text: { zh: `导入中途失败，已写入 ${written} 行；同一文件可再次导入，已写入的不会重复`, en: `The import failed after ${written} rows were written; the same file may be imported again` } };
    }
  }

  private async keep(one: LedgerImport, faults: readonly CellFault[]): Promise<void> {
    const room = Math.max(0, FAULTS_KEPT - one.faultCount);
    if (room) await this.repository.addFaults(one.id, one.faultCount, faults.slice(0, room));
    one.faultCount += faults.length;
  }

  private async save(one: LedgerImport, also: (transaction: Transaction) => Promise<void> = async () => undefined): Promise<void> {
    one.updatedAt = Date.now();
    await this.database.write(async (transaction) => {
      await also(transaction);
      await this.repository.save(transaction, one);
    });
  }

  /** The end of an import, its journal entry (a dry run has none) and its audit record are one. */
  private async end(one: LedgerImport, importer: Importer): Promise<void> {
    const finishedAt = Date.now();
    const { rowsRead, rowsBad, inserted, updated, unchanged } = one;
    await this.save({ ...one, finishedAt }, async (transaction) => {
      if (!one.dryRun && inserted + updated > 0) {
        const head = await this.journal.lock(transaction);
        await this.journal.append(transaction, head, [{ at: Date.now(), kind: 'ledger.imported', subjectType: 'import', subjectId: one.id, revision: 1, actor: importer.name, to: one.state, data: { ledger: one.ledger, fileName: one.fileName, rowsRead, rowsBad, inserted, updated, unchanged } }]);
      }
      await this.audit.append(transaction, [{ actor: importer.name, action: one.dryRun ? 'ledger.import-checked' : 'ledger.imported', object: `ledger:${one.ledger}`, result: one.state === 'done' || one.state === 'checked' ? 'done' : 'refused', ip: importer.ip, detail: `${one.id} ${one.state}: ${rowsRead} rows, ${rowsBad} bad, +${inserted} ~${updated} =${unchanged}` }]);
    });
    one.finishedAt = finishedAt;
  }
}
