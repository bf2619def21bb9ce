import { Body, Controller, Get, Headers, Param, Post, StreamableFile } from '@nestjs/common';
import type { FileView } from '@one-screen/contracts';
import { HttpProblem } from '../../http/problem.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { FilesService } from './files.service.js';

/** Photos and documents of the ledger's records. */
@Controller('api/files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post()
  @Needs('handle-alarms')
  store(@Who() who: Identity, @Body() body: unknown, @Headers('content-type') type: string | undefined, @Headers('x-file-name') name: string | undefined): Promise<FileView> {
    if (!Buffer.isBuffer(body)) throw new HttpProblem(415, 'unsupported-media-type', { zh: '请直接上传 JPEG、PNG、WebP 图片或 PDF', en: 'Send a JPEG, PNG, WebP image or a PDF as it is' });
    return this.files.store(who, body, (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '', name);
  }

  /** Shown in the browser, never guessed at: its type is what its bytes say. */
  @Get(':id')
  @Needs('view')
  async read(@Param('id') id: string): Promise<StreamableFile> {
    const { file, bytes } = await this.files.read(id);
    return new StreamableFile(bytes, { type: file.type, length: bytes.length, disposition: `inline; filename*=UTF-8''${encodeURIComponent(file.name)}` });
  }
}
