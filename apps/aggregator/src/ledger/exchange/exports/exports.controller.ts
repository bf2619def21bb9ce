import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { CSV_TYPE, EXCHANGED_LEDGERS, XLSX_TYPE, type ExchangedLedger } from '@one-screen/contracts';
import { z } from 'zod';
import { zod } from '../../../http/zod.pipe.js';
import { Needs, Who } from '../../../identity/guard.js';
import type { Identity } from '../../../identity/identity.js';
import { ExportsService } from './exports.service.js';

const Ledger = z.enum(EXCHANGED_LEDGERS);
const ExportQuery = z.looseObject({ format: z.enum(['xlsx', 'csv']).default('xlsx') });
type ExportQuery = z.infer<typeof ExportQuery>;

/** Lists of the ledger as files, within the reader's scope. */
@Controller('api/exports')
@Needs('view')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get(':ledger')
  async export(@Who() who: Identity, @Param('ledger', zod(Ledger)) ledger: ExchangedLedger, @Query(zod(ExportQuery)) { format, ...filters }: ExportQuery): Promise<StreamableFile> {
    const { stream, fileName } = await this.exports.export(who, ledger, format, filters);
    return new StreamableFile(stream, { type: format === 'xlsx' ? XLSX_TYPE : `${CSV_TYPE}; charset=utf-8; header=present`, disposition: attachment(fileName) });
  }
}

/** A download's name in Chinese (RFC 6266, RFC 8187), with a plain one for what does not know those. */
export const attachment = (fileName: string): string =>
  `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
