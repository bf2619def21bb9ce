import { Body, Controller, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { MAX_BATCH } from '@one-screen/connectors';
import type { IntakeAnswer } from '@one-screen/contracts';
import { DomainError, forbidden, inOneLine, type Parsed } from '@one-screen/domain';
import type { IncomingHttpHeaders } from 'node:http';
import { languageOf } from '../http/language.js';
import { SourceToken } from '../identity/guard.js';
import { enterAlarms, enterAlertmanager, enterCap } from './doors.js';
import { IntakeService } from './intake.service.js';
import type { Source } from './source.row.js';

/** A warning that asks for nothing (an exercise, a test) is answered with why. */
type CapAnswer = IntakeAnswer & { ignored?: { code: string; message: string } };

/** The doors of the field. Each answers 202 only when what it took is durable. An empty array is a sign of life. */
@Controller('api/intake')
export class IntakeController {
  constructor(private readonly intake: IntakeService) {}

  /** Native alarms, one or an array; also CloudEvents 1.0 in any mode. */
  @Post('alarms')
  @SourceToken()
  @HttpCode(202)
  async alarms(@Headers() headers: IncomingHttpHeaders, @Body() body: unknown, @Ip() ip: string): Promise<IntakeAnswer> {
    const source = this.enter(headers, ip, 'http');
    const list: readonly unknown[] = Array.isArray(body) ? body : [body];
    this.spend(source, list.length);
    const { elements } = this.read(source, body, () => enterAlarms(source, headers, body));
    return this.take(source, elements, headers, (index) => list[index]);
  }

  /** Prometheus Alertmanager webhook version 4. */
  @Post('alertmanager')
  @SourceToken()
  @HttpCode(202)
  async alertmanager(@Headers() headers: IncomingHttpHeaders, @Body() body: unknown, @Ip() ip: string): Promise<IntakeAnswer> {
    const source = this.enter(headers, ip, 'http');
    const alerts = (body as { alerts?: unknown } | null | undefined)?.alerts;
    const list: readonly unknown[] = Array.isArray(alerts) ? alerts : [body];
    this.spend(source, list.length);
    const { elements } = this.read(source, body, () => enterAlertmanager(source, body));
    return this.take(source, elements, headers, (index) => list[index]);
  }

  /** OASIS CAP 1.2 or the national warning XML. */
  @Post('cap')
  @SourceToken()
  @HttpCode(202)
  async cap(@Headers() headers: IncomingHttpHeaders, @Body() body: unknown, @Ip() ip: string): Promise<CapAnswer> {
    const source = this.enter(headers, ip, 'http', 'cap');
    this.spend(source, 1);
    const { elements, ignored } = this.read(source, body, () => enterCap(source, body));
    const answer = await this.take(source, elements, headers, () => body);
    return ignored ? { ...answer, ignored: { code: ignored.code, message: ignored.text[languageOf(headers['accept-language'])] } } : answer;
  }

  private enter(headers: IncomingHttpHeaders, ip: string, ...kinds: Source['kind'][]): Source {
    const source = this.intake.source(headers.authorization, ip);
    if (!kinds.includes(source.kind)) throw forbidden('wrong-door', `${source.kind} 类数据源不能使用此接口`, `A source of kind ${source.kind} cannot use this door`);
    return source;
  }

  /** Refuses what is too long before anything of it is looked at. */
  private spend(source: Source, count: number): void {
    if (count > MAX_BATCH) throw new DomainError('too-large', 'batch-too-large', { zh: `一次最多 ${MAX_BATCH} 条，收到 ${count} 条`, en: `At most ${MAX_BATCH} at once, got ${count}` }, { limit: MAX_BATCH, got: count });
    this.intake.spend(source, count);
  }

  private read<T>(source: Source, body: unknown, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      if (error instanceof DomainError) this.intake.unreadable(source, inOneLine(error.text), body, Date.now());
      throw error;
    }
  }

  private async take(source: Source, elements: readonly Parsed[], headers: IncomingHttpHeaders, raw: (index: number) => unknown): Promise<IntakeAnswer> {
    return { results: await this.intake.accept(source, elements, Date.now(), languageOf(headers['accept-language']), raw) };
  }
}
