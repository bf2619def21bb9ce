import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CSV_TYPE, UPLOAD_LIMIT, XLSX_TYPE } from '@one-screen/contracts';
import { DomainError } from '@one-screen/domain';
import { tooLarge, unreadable, type TableFormat } from '../table/table.js';
import { kindOfFile, XlsxPackage } from '../table/xlsx-package.js';

export const uploadTooLarge = (): DomainError => tooLarge('upload-too-large', `文件超过 ${UPLOAD_LIMIT / 1024 / 1024} MiB`, `The file is larger than ${UPLOAD_LIMIT / 1024 / 1024} MiB`);

/** Stores a body as it comes; stops at the limit (413 `upload-too-large`). Resolves with its bytes; leaves no file behind when it fails. */
export const store = async (body: Readable, file: string): Promise<number> => {
  let bytes = 0;
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > UPLOAD_LIMIT) done(uploadTooLarge());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, counted, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error instanceof DomainError ? error : unreadable('upload-broken', '上传中断', 'The upload broke off');
  }
  if (bytes > 0) return bytes;
  await rm(file, { force: true });
  throw unreadable('empty-file', '文件中没有内容', 'The file is empty');
};

/** What a stored file is, held against the type it was sent as; a workbook's size is checked before any of it is unpacked. Throws 422, or 413 for a zip bomb. */
export const formatOf = async (file: string, contentType: string): Promise<TableFormat> => {
  const kind = await kindOfFile(file);
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (kind === 'compound') throw unreadable('old-workbook', '这是旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx', 'This is an old .xls or an encrypted workbook; save it as a plain .xlsx');
  if (kind === 'zip' ? type === CSV_TYPE : type === XLSX_TYPE) throw unreadable('file-type-mismatch', kind === 'zip' ? '文件是工作簿，不是 CSV' : '文件不是 XLSX 工作簿', kind === 'zip' ? 'The file is a workbook, no CSV' : 'The file is no XLSX workbook');
  if (kind !== 'zip') return 'csv';
  (await XlsxPackage.open(file)).close();
  return 'xlsx';
};
