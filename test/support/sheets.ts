import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportView } from '@one-screen/contracts';
 
import { xlsxRows } from '../../apps/aggregator/src/ledger/exchange/table/xlsx-reader.js';
 
import { xlsxStream, type WrittenCell } from '../../apps/aggregator/src/ledger/exchange/table/xlsx-writer.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function* pageOf(rows: WrittenCell[][]): AsyncGenerator<WrittenCell[][]> {
  yield rows;
}

/** A workbook of these rows, the first being its headings. */
export const workbook = (rows: WrittenCell[][]): Promise<Buffer> => buffer(xlsxStream([{ name: '台账', widths: rows[0]?.map(() => 14) ?? [], rows: pageOf(rows) }]));

/** The rows of a workbook that was answered. */
export const rowsIn = async (bytes: ArrayBuffer, file: string): Promise<unknown[][]> => {
  const stream = createWriteStream(file);
  stream.end(Buffer.from(bytes));
  await once(stream, 'finish');
  const rows: unknown[][] = [];
  for await (const page of xlsxRows(file)) rows.push(...page.map(({ cells }) => [...cells]));
  return rows;
};

/** Sends a file to an import door and waits until it is over. */
export const importFile = async (url: string, ledger: string, body: Uint8Array | string, headers: Record<string, string>, query = ''): Promise<ImportView> => {
  const sent = await fetch(`${url}/api/imports/${ledger}?${query}`, { method: 'POST', headers: { 'content-type': XLSX, ...headers }, body: body as BodyInit });
  const begun = (await sent.json()) as { id: string };
  if (sent.status !== 202) throw Object.assign(new Error(`${sent.status} ${JSON.stringify(begun)}`), { status: sent.status, body: begun });
  for (;;) {
    const view = (await (await fetch(`${url}/api/imports/${begun.id}`, { headers })).json()) as ImportView;
    if (view.finishedAt !== undefined) return view;
    await delay(50);
  }
};
