import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { DomainError } from '@one-screen/domain';
import { unarmed } from './formula.js';
import { TABLE_LIMITS, tooLongCell, tooManyColumns, tooManyRows, unreadable, type TableRow } from './table.js';

type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';
const CANDIDATES: Encoding[] = ['utf-8', 'gb18030'];
const SNIFFED = 64 * 1024;
const DELIMITERS = [',', '\t', ';', '，'];
const ROWS_AT_ONCE = 500;

/**
 * Rows of a CSV file: UTF-8 (with or without its mark), UTF-16 as Excel's “Unicode text”, or GBK/GB 18030 as a Chinese Excel saves it; the
 * delimiter is the one that stands most often in the first line. Throws DomainError `csv-encoding`, `csv-broken`, `csv-binary`, `too-many-*`.
 */
export async function* csvRows(file: string): AsyncGenerator<TableRow[]> {
  const encoding = await encodingOf(file);
  const first = await beginning(file, encoding);
  if (first.includes('\0')) throw unreadable('csv-binary', '这不是 CSV 文本文件', 'This is no CSV text file');
  const parser = parse({ delimiter: delimiterOf(first), relax_column_count: true, relax_quotes: true, max_record_size: 4 * 1024 * 1024 });
  void feed(parser, decoded(file, encoding));
  let rows: TableRow[] = [];
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row > TABLE_LIMITS.rows + 1) throw tooManyRows();
      if (record.length > TABLE_LIMITS.columns) throw tooManyColumns();
      if (record.some((cell) => cell.length > TABLE_LIMITS.cell)) throw tooLongCell(row);
      rows.push({ row, cells: record.map((cell) => (cell === '' ? undefined : unarmed(cell))) });
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable('csv-broken', `第 ${row + 1} 条记录附近的 CSV 不完整（引号未闭合等）`, `The CSV is broken near record ${row + 1} (such as an open quote)`);
    throw error;
  }
  if (rows.length) yield rows;
}

/** Which encoding the whole file is valid in. */
const encodingOf = async (file: string): Promise<Encoding> => {
  const marks = await bytesOf(file, 4);
  if (marks[0] === 0xff && marks[1] === 0xfe) return 'utf-16le';
  for (const encoding of CANDIDATES) {
    try {
      for await (const _ of decoded(file, encoding)) void _;
      return encoding;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  throw badEncoding();
};

async function* decoded(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) yield decoder.decode(chunk as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw badEncoding();
    throw error;
  }
}

const badEncoding = (): DomainError => unreadable('csv-encoding', '文件编码无法识别，请用 UTF-8 或 GBK 保存', 'The encoding is not known; save it as UTF-8 or GBK');

const beginning = async (file: string, encoding: Encoding): Promise<string> => new TextDecoder(encoding).decode(await bytesOf(file, SNIFFED));

const bytesOf = async (file: string, count: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: count - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Counted outside quotes, in the first line that says anything. */
const delimiterOf = (text: string): string => {
  const bare = text.replaceAll(/"[^"]*"/g, '');
  const line = bare.split(/\r?\n/).find((each) => each.trim() !== '') ?? '';
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
};

const feed = async (parser: NodeJS.WritableStream & { destroy(error?: Error): unknown; destroyed?: boolean }, texts: AsyncIterable<string>): Promise<void> => {
  try {
    for await (const text of texts) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve).once('close', resolve));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
};
