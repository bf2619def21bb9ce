import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { HISTORY_BOOKS, type FileView, type HistoryBook, type HistoryWritten } from '@one-screen/contracts';
import { missing } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { SourceToken } from '../identity/guard.js';
import { FilesService } from '../ledger/files/files.service.js';
import { HistoryService } from '../ledger/history/history.service.js';
import { LedgerAuthors } from './ledger-authors.service.js';

/** Lives of hazards, inspections, cases and accidents from other systems: a source whose options say `ledger`, or an administrator. */
@Controller('api/history')
export class HistoryDoorController {
  constructor(
    private readonly history: HistoryService,
    private readonly files: FilesService,
    private readonly authors: LedgerAuthors,
  ) {}

  /** A photo or document those lives name, as `POST /api/files` takes it. */
  @Post('files')
  @SourceToken()
  async file(@Req() request: FastifyRequest, @Body() body: unknown): Promise<FileView> {
    const author = await this.authors.of(request, 'ledger.history', 'administer');
    const { 'content-type': type = '', 'x-file-name': name } = request.headers;
    return this.files.store(author, Buffer.isBuffer(body) ? body : Buffer.alloc(0), type.split(';')[0]?.trim().toLowerCase() ?? '', Array.isArray(name) ? name[0] : name);
  }

  @Post(':book')
  @SourceToken()
  @HttpCode(200)
  async write(@Req() request: FastifyRequest, @Param('book') book: string, @Body() body: unknown): Promise<HistoryWritten> {
    const { name, ip, scope } = await this.authors.of(request, 'ledger.history', 'administer');
    if (!HISTORY_BOOKS.includes(book as HistoryBook)) throw missing('no-such-ledger', '没有这个台账', 'There is no such ledger');
    return this.history.write({ name, ip, scope, leader: false }, book as HistoryBook, body, name);
  }
}
