import { Body, Controller, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { excerptOf, MAX_BATCH } from '@one-screen/connectors';
import type { IntakeAnswer } from '@one-screen/contracts';
import { DomainError, forbidden, type Parsed, type Signal } from '@one-screen/domain';
import type { IncomingHttpHeaders } from 'node:http';
import { languageOf } from '../http/language.js';
import { SourceToken } from '../identity/guard.js';
import { FieldIntake } from './field-intake.service.js';
import { noSignalTaken, signalAnswersOf } from './intake-answer.js';
import { IntakeService } from './intake.service.js';
import { notUnderstood, SignalReaders } from './signal-readers.js';
import type { Source } from './source.row.js';

const SENML_TYPE = /^application\/senml\+json\b/i;

/** The door for whatever a source measures: gates, cranes, lifts, lifelines. */
@Controller('api/intake')
export class SignalDoorController {
  constructor(
    private readonly intake: IntakeService,
    private readonly field: FieldIntake,
    private readonly readers: SignalReaders,
  ) {}

  /**
   * Readings, positions, states and alarms in the source's own JSON, read by its `mapping`; as SenML when its `format` says so, or when it
   * has no mapping and the body is called `application/senml+json`; else native alarms. Good elements are taken, bad ones named; an empty array is a sign of life.
   */
  @Post('signals')
  @SourceToken()
  @HttpCode(202)
  async signals(@Headers() headers: IncomingHttpHeaders, @Body() body: unknown, @Ip() ip: string): Promise<IntakeAnswer> {
    const source = this.intake.source(headers.authorization, ip);
    if (source.kind !== 'http') throw forbidden('wrong-door', `${source.kind} 类数据源不能使用此接口`, `A source of kind ${source.kind} cannot use this door`);
    const language = languageOf(headers['accept-language']);
    const sent = Array.isArray(body) ? body.length : 1;
    this.spend(source, sent);
    const receivedAt = Date.now();
    const elements = await this.read(source, body, headers['content-type'] ?? '', receivedAt);
    // A message may hold more than it seemed to: a mapping takes it apart.
    if (elements.length > sent) this.spend(source, elements.length - sent, elements.length);
    if (!elements.length) return { results: await this.intake.accept(source, [], receivedAt, language, () => body) };
    const refused = noSignalTaken(elements, language);
    if (refused) {
      const excerpt = excerptFrom(body);
      this.intake.noteBad(source, elements, receivedAt, () => excerpt);
      throw refused;
    }
    const accepted = await this.field.take(source, elements, receivedAt, () => excerptFrom(body));
    return { results: signalAnswersOf(elements, accepted, language) };
  }

  /** Refuses what is too long (413) or too fast (429). */
  private spend(source: Source, count: number, whole = count): void {
    if (whole > MAX_BATCH) throw new DomainError('too-large', 'batch-too-large', { zh: `一次最多 ${MAX_BATCH} 条，收到 ${whole} 条`, en: `At most ${MAX_BATCH} at once, got ${whole}` }, { limit: MAX_BATCH, got: whole });
    this.intake.spend(source, count);
  }

  private async read(source: Source, body: unknown, contentType: string, receivedAt: number): Promise<Parsed<Signal>[]> {
    const read = await this.readers.read(source, body, SENML_TYPE.test(contentType), receivedAt);
    if ('batch' in read) return read.batch;
    this.intake.unreadable(source, read.error, body, receivedAt);
    throw notUnderstood(read.error);
  }
}

const excerptFrom = (body: unknown): string => excerptOf(JSON.stringify(body) ?? '');
