import { Injectable } from '@nestjs/common';
import { sendsWithToken, type SourceBody, type SourceChangeBody, type SourceCreated, type SourceView } from '@one-screen/contracts';
import { conflict, DomainError, invalid, may, missing } from '@one-screen/domain';
import type { z } from 'zod';
import { Database, type Transaction } from '../database/database.js';
import { AuditService } from '../identity/audit.service.js';
import type { Identity } from '../identity/identity.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { PushService } from '../push/push.service.js';
import { durationMs } from './duration.js';
import { SourceLinks } from './source-links.js';
import { checkOptions } from './source-options.js';
import { SourceRegistry } from './source-registry.js';
import { newToken, tokenHash } from './source-token.js';
import type { Source } from './source.row.js';
import { viewOf } from './source.view.js';
import { SourcesRepository } from './sources.repository.js';

export type SourceChange = z.infer<typeof SourceChangeBody>;
/** Who changes sources: a person, or the program itself. */
export interface Keeper {
  name: string;
  ip: string;
}
export const PROGRAM: Keeper = { name: 'system', ip: '' };

type Deed = 'created' | 'changed' | 'rotated' | 'disabled';

/** Keeps the sources: each change is one transaction with its journal and audit entry, known everywhere within seconds. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly database: Database,
    private readonly repository: SourcesRepository,
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly push: PushService,
  ) {}

  /** Sources of the reader's sectors, by id. */
  list(who: Identity): SourceView[] {
    const at = Date.now();
    const full = may(who.role, 'administer');
    return [...this.registry.all()].filter((source) => who.scope.sectors.includes(source.sector)).map((source) => viewOf(this.links.now(source, at), full));
  }

  /** Throws `source-exists`, `token-taken` (409), `source-options`, `silent-after` (422). A source that sends to us gets a token when none is given. */
  async create(by: Keeper, body: SourceBody): Promise<SourceCreated> {
    const token = body.token ?? (sendsWithToken(body.kind) ? newToken() : undefined);
    await this.insert(by, body, token, false);
    return this.told(body.id, body.token ? undefined : token);
  }

  async change(by: Keeper, id: string, change: SourceChange): Promise<SourceView> {
    await this.alter(by, id, change.disabled ? 'disabled' : 'changed', (source) => {
      const { token, silentAfter, disabled, ...rest } = change;
      if (source.fromFile && (token !== undefined || silentAfter !== undefined || Object.values(rest).some((value) => value !== undefined))) throw keptByFile();
      if (rest.options) checkOptions(source.kind, rest.options);
      return {
        ...source,
        ...definedOnly(rest),
        ...(token !== undefined && { tokenHash: tokenHash(token) }),
        ...(silentAfter !== undefined && { silentAfter: silence(silentAfter) }),
        ...(disabled !== undefined && { disabled }),
      };
    });
    return this.told(id);
  }

  /** A new token, shown this once; the old one ends at once. */
  async rotate(by: Keeper, id: string): Promise<SourceCreated> {
    const token = newToken();
    await this.alter(by, id, 'rotated', (source) => {
      if (source.fromFile) throw keptByFile();
      return { ...source, tokenHash: tokenHash(token) };
    });
    return this.told(id, token);
  }

  /** Switches it off; its history stays. */
  async disable(by: Keeper, id: string): Promise<SourceView> {
    await this.alter(by, id, 'disabled', (source) => ({ ...source, disabled: true }));
    return this.told(id);
  }

  /** Brings a source to what a file (or the demo) says: adds it, changes it, or leaves it when it is so already. Never switches it on or off. */
  async ensure(body: SourceBody, fromFile: boolean): Promise<Deed | undefined> {
    const known = this.registry.get(body.id);
    if (!known) {
      try {
        await this.insert(PROGRAM, body, body.token, fromFile);
        return 'created';
      } catch (error) {
        // Another instance was quicker with the same file.
        if (!(error instanceof DomainError) || error.code !== 'source-exists') throw error;
        await this.registry.refresh();
        return this.ensure(body, fromFile);
      }
    }
    if (known.kind !== body.kind) throw invalid('source-kind', `数据源 ${body.id} 的类型不能更改`, `The kind of source ${body.id} cannot change`);
    const wanted: Source = { ...known, sector: body.sector, name: body.name, silentAfter: silence(body.silentAfter), options: body.options, fromFile, ...(body.token !== undefined && { tokenHash: tokenHash(body.token) }) };
    checkOptions(body.kind, body.options);
    const same = decided(wanted) === decided(known);
    if (same) return undefined;
    const deed: Deed = wanted.tokenHash === known.tokenHash ? 'changed' : 'rotated';
    await this.alter(PROGRAM, body.id, deed, (source) => ({ ...wanted, revision: source.revision, disabled: source.disabled }));
    return deed;
  }

  /** A source that left the file is kept by people from now on. */
  async release(id: string): Promise<void> {
    await this.alter(PROGRAM, id, 'changed', (source) => ({ ...source, fromFile: false }));
  }

  /** Tells the screens how a source stands. */
  announce(id: string): void {
    const source = this.registry.get(id);
    if (source) this.push.publish('source', viewOf(this.links.now(source, Date.now()), false));
  }

  private async insert(by: Keeper, body: SourceBody, token: string | undefined, fromFile: boolean): Promise<void> {
    checkOptions(body.kind, body.options);
    const { id, kind, sector, name, options } = body;
    const hash = token === undefined ? undefined : tokenHash(token);
    const silentAfter = silence(body.silentAfter);
    await this.saved(by, id, 'created', async (transaction) => {
      if (await this.repository.find(transaction, id)) throw conflict('source-exists', `数据源 ${id} 已存在`, `Source ${id} exists already`);
      if (hash !== undefined && (await this.repository.tokenHolder(transaction, hash))) throw tokenTaken();
      await this.repository.insert(transaction, { id, revision: 1, kind, sector, name, ...(hash !== undefined && { tokenHash: hash }), silentAfter, options, disabled: false, fromFile, accepted: 0, repeats: 0, rejected: 0, createdAt: Date.now() });
      return 1;
    });
  }

  private async alter(by: Keeper, id: string, deed: Deed, next: (source: Source) => Source): Promise<void> {
    await this.saved(by, id, deed, async (transaction) => {
      const source = await this.repository.find(transaction, id);
      if (!source) throw missing('no-such-source', '没有这个数据源', 'There is no such source');
      const changed = { ...next(source), revision: source.revision + 1 };
      const holder = changed.tokenHash !== undefined && changed.tokenHash !== source.tokenHash ? await this.repository.tokenHolder(transaction, changed.tokenHash) : undefined;
      if (holder !== undefined && holder !== id) throw tokenTaken();
      await this.repository.update(transaction, changed);
      return changed.revision;
    });
  }

  private async saved(by: Keeper, id: string, deed: Deed, work: (transaction: Transaction) => Promise<number>): Promise<void> {
    await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      const revision = await work(transaction);
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: `source.${deed}`, subjectType: 'source', subjectId: id, revision, actor: by.name }]);
      await this.audit.append(transaction, [{ actor: by.name, action: `source.${deed}`, object: `source:${id}`, result: 'done', ip: by.ip }]);
    });
    await this.registry.refresh();
    this.announce(id);
  }

  private told(id: string, token?: string): SourceCreated {
    const source = this.registry.get(id);
    if (!source) throw missing('no-such-source', '没有这个数据源', 'There is no such source');
    return { ...viewOf(this.links.now(source, Date.now()), true), ...(token !== undefined && { token }) };
  }
}

const silence = (text: string): number => {
  const ms = durationMs(text);
  if (ms === undefined || ms < 1000 || ms > 366 * 86_400_000) throw invalid('silent-after', '静默时限须为 1 秒至 366 天', 'silentAfter must be from one second to 366 days', [{ path: 'silentAfter', message: '须为 PT1S 至 P366D / PT1S to P366D' }]);
  return ms;
};

const decided = ({ sector, name, tokenHash: hash, silentAfter, options, fromFile }: Source): string => JSON.stringify([sector, name, hash ?? null, silentAfter, options, fromFile]);
const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
const tokenTaken = () => conflict('token-taken', '该令牌已被其他数据源使用', 'Another source has this token');
const keptByFile = () => conflict('source-from-file', '该数据源由 SOURCES_FILE 维护，请修改文件', 'This source is kept by SOURCES_FILE; change the file');
