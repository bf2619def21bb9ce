import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ExchangedLedger } from '@one-screen/contracts';
import { AuditService } from '../../../identity/audit.service.js';
import type { Identity } from '../../../identity/identity.js';
import { iso } from '../../../journal/instant.js';
import type { LedgerTarget } from '../ledger-target.js';
import { LedgerTargets } from '../ledger-targets.js';
import { clock } from '../sheets/cell.js';
import { BOM, csvLine } from '../table/csv-writer.js';
import { xlsxStream, type WrittenCell } from '../table/xlsx-writer.js';
import { headingOf, widthOf } from './template.js';

/** Lists as filtered, streamed page by page: nothing is held, however long they are. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly targets: LedgerTargets,
    private readonly audit: AuditService,
  ) {}

  /** The file and its name. Audited before the first byte goes out. Throws 422 on a filter the list does not know. */
  async export(who: Identity, ledger: ExchangedLedger, format: 'xlsx' | 'csv', filters: Record<string, unknown>): Promise<{ stream: Readable; fileName: string }> {
    const target = this.targets.of(ledger);
    const pages = target.rowsOf(who.scope, filters);
    // The first page is asked for at once: a wrong filter is an answer, not a broken file.
    const first = await pages.next();
    await this.audit.record([{ actor: who.name, action: 'ledger.exported', object: `ledger:${ledger}`, result: 'done', ip: who.ip, detail: `${format} ${JSON.stringify(filters)}`.slice(0, 500) }]);
    const rows = withHeadings(target, first.done ? [] : first.value, pages);
    const day = iso(Date.now()).slice(0, 10).replaceAll('-', '');
    const stream = format === 'csv' ? Readable.from(csv(rows)) : xlsxStream([{ name: target.sheet.zh, widths: target.sheet.columns.map(widthOf), rows }]);
    return { stream, fileName: `${target.sheet.zh}-${day}.${format}` };
  }
}

type Page = (readonly WrittenCell[])[];

async function* withHeadings({ sheet }: LedgerTarget, first: Page, pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  yield [sheet.columns.map(headingOf)];
  yield first;
  yield* pages;
}

async function* csv(pages: AsyncIterable<Page>): AsyncGenerator<string> {
  yield BOM;
  for await (const page of pages) yield page.map((cells) => csvLine(cells.map(plain))).join('');
}

const plain = (cell: WrittenCell): string | number | undefined => (typeof cell !== 'object' ? cell : 'day' in cell ? cell.day : clock(cell.at));
