import { Injectable } from '@nestjs/common';
import type { FileType } from '@one-screen/contracts';
import { Database, type Transaction } from '../../database/database.js';
import { insertRows, marks } from '../../database/sql.js';

/** One stored file; `at` is epoch ms, `size` bytes. */
export interface Attachment {
  id: string;
  sha256: string;
  type: FileType;
  size: number;
  name: string;
  by: string;
  at: number;
}

type AttachmentRow = Omit<Attachment, 'by' | 'at' | 'size'> & { stored_by: string; at: number | string; size: number | string };

/** Every SQL statement about stored files; portable over both dialects. */
@Injectable()
export class FilesRepository {
  constructor(private readonly database: Database) {}

  async insert(transaction: Transaction, { by, ...file }: Attachment): Promise<void> {
    await insertRows(transaction, 'attachment', ['id', 'sha256', 'type', 'size', 'name', 'stored_by', 'at'], [{ ...file, stored_by: by }]);
  }

  async find(id: string): Promise<Attachment | undefined> {
    const [row] = await this.database.read<AttachmentRow>('SELECT * FROM attachment WHERE id = ?', [id]);
    return row && { id: row.id, sha256: row.sha256, type: row.type, name: row.name, by: row.stored_by, size: Number(row.size), at: Number(row.at) };
  }

  async known(ids: readonly string[]): Promise<Set<string>> {
    if (!ids.length) return new Set();
    return new Set((await this.database.read<{ id: string }>(`SELECT id FROM attachment WHERE id IN (${marks(ids.length)})`, ids)).map(({ id }) => id));
  }
}
