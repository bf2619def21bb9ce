import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DomainError } from '@one-screen/domain';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { TABLE_LIMITS, tooLarge, unreadable } from './table.js';

const brokenPackage = () => unreadable('xlsx-broken', '文件不完整或不是 XLSX 工作簿', 'The file is incomplete or no XLSX workbook');
const bomb = () => tooLarge('xlsx-bomb', '工作簿解压后过大，已拒绝', 'The workbook unpacks to too much and was refused');

/** The parts of a workbook by name, checked before any is unpacked; each is unpacked only as it is read, and never beyond what it declares. */
export class XlsxPackage {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws DomainError `xlsx-broken` (422), `xlsx-bomb` (413: what it unpacks to, how often it is packed, or how many parts it has). */
  static async open(file: string): Promise<XlsxPackage> {
    let zip: ZipFile | undefined;
    try {
      zip = await openPromise(file, { lazyEntries: true, autoClose: false });
      const entries = new Map<string, Entry>();
      let unpacked = 0;
      for await (const entry of zip.eachEntry()) {
        unpacked += entry.uncompressedSize;
        const { ratio, grace } = TABLE_LIMITS;
        if (entries.size >= TABLE_LIMITS.parts || unpacked > TABLE_LIMITS.unpacked || (entry.uncompressedSize > grace && entry.uncompressedSize > ratio * entry.compressedSize)) throw bomb();
        entries.set(entry.fileName, entry);
      }
      return new XlsxPackage(zip, entries);
    } catch (error) {
      zip?.close();
      throw error instanceof DomainError ? error : brokenPackage();
    }
  }

  has(part: string): boolean {
    return this.entries.has(part);
  }

  /** The text of a part, chunk by chunk. A part that does not hold what it declares ends in `xlsx-broken`. */
  async *text(part: string): AsyncGenerator<string> {
    const entry = this.entries.get(part);
    if (!entry) throw brokenPackage();
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      const decoder = new TextDecoder('utf-8', { fatal: true });
      for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true });
      yield decoder.decode();
    } catch (error) {
      throw error instanceof DomainError ? error : brokenPackage();
    } finally {
      stream?.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }
}

/** What a file's first bytes say it is: a ZIP (a workbook), an old or encrypted Office file, or neither (text). */
export const kindOfFile = async (file: string): Promise<'zip' | 'compound' | 'other'> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead >= 4 && buffer.readUInt32BE(0) === 0x504b0304) return 'zip';
    return bytesRead >= 8 && buffer.readUInt32BE(0) === 0xd0cf11e0 ? 'compound' : 'other';
  } finally {
    await handle.close();
  }
};
