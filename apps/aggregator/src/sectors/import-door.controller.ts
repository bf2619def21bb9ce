import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { EXCHANGED_LEDGERS, ImportQuery, XLSX_TYPE, type ExchangedLedger, type ImportState, type ImportView } from '@one-screen/contracts';
import { DomainError, invalid, missing, type Permission } from '@one-screen/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { languageOf } from '../http/language.js';
import { zod } from '../http/zod.pipe.js';
import { SourceToken } from '../identity/guard.js';
import { attachment } from '../ledger/exchange/exports/exports.controller.js';
import { faultReport } from '../ledger/exchange/exports/fault-report.js';
import { templateOf } from '../ledger/exchange/exports/template.js';
import { ImportsService } from '../ledger/exchange/imports/imports.service.js';
import { ImportsRepository } from '../ledger/exchange/imports/imports.repository.js';
import { LedgerTargets } from '../ledger/exchange/ledger-targets.js';
import { SHEETS } from '../ledger/exchange/sheets/index.js';
import { LedgerAuthors } from './ledger-authors.service.js';

const Ledger = z.enum(EXCHANGED_LEDGERS);

/** Ledger files in: for people by the permission of each ledger, and for sources whose options say `ledger`; each sees its own imports. */
@Controller('api/imports')
@SourceToken()
export class ImportDoorController {
  constructor(
    private readonly imports: ImportsService,
    private readonly repository: ImportsRepository,
    private readonly targets: LedgerTargets,
    private readonly authors: LedgerAuthors,
  ) {}

  @Get(':ledger/template')
  async template(@Req() request: FastifyRequest, @Param('ledger', zod(Ledger)) ledger: ExchangedLedger): Promise<StreamableFile> {
    await this.authors.of(request, 'ledger.template', this.needs(ledger));
    const sheet = SHEETS[ledger];
    return new StreamableFile(templateOf(sheet), { type: XLSX_TYPE, disposition: attachment(`${sheet.zh}导入模板.xlsx`) });
  }

  @Post(':ledger')
  @HttpCode(202)
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('ledger') name: string, @Query(zod(ImportQuery)) query: ImportQuery): Promise<{ id: string; state: ImportState }> {
    try {
      const parsed = Ledger.safeParse(name);
      if (!parsed.success) throw missing('no-such-ledger', '没有这个台账', 'There is no such ledger');
      const ledger = parsed.data;
      const importer = await this.authors.of(request, 'ledger.import', this.needs(ledger));
      const body = request.body as Readable | undefined;
      if (typeof body?.pipe !== 'function') throw invalid('no-file', '请以 XLSX 或 CSV 文件为请求内容', 'Send an XLSX or CSV file as the body');
      const { id, state } = await this.imports.begin(importer, { ledger, fileName: fileNameOf(request), contentType: request.headers['content-type'] ?? '', dryRun: query.dryRun === '1', onError: query.onError }, body);
      return { id, state };
    } catch (error) {
      // What was not read of the file is not waited for.
      if (error instanceof DomainError) void reply.header('connection', 'close');
      throw error;
    }
  }

  @Get(':id')
  async progress(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ImportView> {
    await this.own(request, id);
    return this.imports.view(id, languageOf(request.headers['accept-language']));
  }

  @Get(':id/faults.xlsx')
  async faults(@Req() request: FastifyRequest, @Param('id') id: string): Promise<StreamableFile> {
    const { fileName } = await this.own(request, id);
    const report = faultReport((after, limit) => this.repository.faults(id, after, limit), languageOf(request.headers['accept-language']));
    return new StreamableFile(report, { type: XLSX_TYPE, disposition: attachment(`${fileName.replace(/\.\w+$/, '')}-错误清单.xlsx`) });
  }

  /** An import of the caller's own. Throws 404 for another's. */
  private async own(request: FastifyRequest, id: string): Promise<{ fileName: string }> {
    const one = await this.imports.find(id);
    const who = await this.authors.of(request, 'ledger.import', this.needs(one.ledger));
    if (who.name !== one.actor) throw missing('no-such-import', '没有这次导入', 'There is no such import');
    return one;
  }

  private needs(ledger: ExchangedLedger): Permission {
    return this.targets.of(ledger).needs;
  }
}

const fileNameOf = (request: FastifyRequest): string => {
  const given = request.headers['x-file-name'];
  if (typeof given !== 'string' || given === '') return '未命名';
  try {
    return decodeURIComponent(given).replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 200) || '未命名';
  } catch {
    throw invalid('file-name', 'X-File-Name 须为 URI 编码的文件名', 'X-File-Name must be a URI-encoded name', [{ path: 'X-File-Name', message: '应为 URI 编码 / must be URI-encoded' }]);
  }
};
