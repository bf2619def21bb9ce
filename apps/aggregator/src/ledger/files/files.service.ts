import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { FILE_LIMIT, type FileView } from '@one-screen/contracts';
import { DomainError, invalid, missing, unavailable } from '@one-screen/domain';
import { ulid } from 'ulid';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import { iso } from '../../journal/instant.js';
import { fileName, kindOf } from './file-kind.js';
import { FilesRepository, type Attachment } from './files.repository.js';

const fault = (path: string, zh: string, en: string) => [{ path, message: { zh, en } }];

/**
 * Keeps photos and documents: the bytes in the data folder under their SHA-256 (the same photo twice is kept once), what they are in the
 * database. Instances that share a database share the folder `files` as well.
 */
@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly repository: FilesRepository,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Stores one file durably. Throws 422 `file-name`, `file-empty`, `file-type` naming the header or the body, 413 `file-too-large`. */
  async store(who: { name: string; ip: string }, bytes: Buffer, type: string, nameHeader: string | undefined): Promise<FileView> {
    const name = fileName(nameHeader);
    if (name === undefined) throw invalid('file-name', '请在 X-File-Name 中给出文件名（1 至 200 字，百分号编码）', 'X-File-Name must give a name of 1 to 200 characters, percent-encoded', fault('X-File-Name', '文件名缺失或不合规', 'the name is missing or unfit'));
    if (!bytes.length) throw invalid('file-empty', '文件为空', 'The file is empty', fault('file', '文件为空', 'the file is empty'));
    if (bytes.length > FILE_LIMIT) throw new DomainError('too-large', 'file-too-large', { zh: '文件超过 10 MiB', en: 'The file is larger than 10 MiB' });
    const kind = kindOf(bytes);
    if (kind === undefined || kind !== type) throw invalid('file-type', '文件内容与类型不符，只接受 JPEG、PNG、WebP 图片和 PDF', 'The bytes are not what the type says; JPEG, PNG, WebP and PDF are taken', fault('file', `内容不是 ${type}`, `the content is not ${type}`));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.keep(sha256, bytes);
    const now = this.clock();
    const file: Attachment = { id: ulid(now), sha256, type: kind, size: bytes.length, name, by: who.name, at: now };
    await this.database.write(async (transaction) => {
      await this.repository.insert(transaction, file);
      await this.audit.append(transaction, [{ actor: who.name, action: 'file.store', object: `file:${file.id}`, result: 'done', ip: who.ip, detail: sha256 }]);
    });
    return { ...file, at: iso(now) };
  }

  /** A file and its bytes. Throws 404 `no-such-file`; 503 `file-away` when the data folder does not have it. */
  async read(id: string): Promise<{ file: Attachment; bytes: Buffer }> {
    const file = await this.repository.find(id);
    if (!file) throw missing('no-such-file', '没有这个文件', 'There is no such file');
    const bytes = await readFile(this.pathOf(file.sha256)).catch(() => undefined);
    if (!bytes) throw unavailable('file-away', '文件暂时读不到，请稍后重试', 'The file cannot be read now; try again');
    return { file, bytes };
  }

  /** Throws 422 `unknown-file` naming each of the ids that is no stored file, `photosAfter[1]`. */
  async demand(ids: readonly string[], path: string): Promise<void> {
    const known = await this.repository.known(ids);
    const faults = ids.flatMap((id, index) => (known.has(id) ? [] : fault(`${path}[${index}]`, '没有这个文件', 'there is no such file')));
    if (faults.length) throw invalid('unknown-file', '引用的文件不存在', 'A file named does not exist', faults);
  }

  private pathOf(sha256: string): string {
    return join(this.config.dataDir, 'files', sha256.slice(0, 2), sha256);
  }

  /** On the disk for good before anybody is told; it appears whole or not at all. */
  private async keep(sha256: string, bytes: Buffer): Promise<void> {
    const path = this.pathOf(sha256);
    if (await stat(path).then(({ size }) => size === bytes.length, () => false)) return;
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${randomUUID()}`;
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }
}
