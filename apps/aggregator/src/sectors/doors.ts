import { eventMode, parseAlertmanager, parseCap, parseCloudEvents, parseNative } from '@one-screen/connectors';
import { invalid, type Bilingual, type Parsed } from '@one-screen/domain';
import type { IncomingHttpHeaders } from 'node:http';
import { withOwnSource } from './intake-answer.js';
import { pushedOptions } from './source-options.js';
import type { Source } from './source.row.js';

/** What came through a door: its elements in order, or why a warning asks for nothing (an exercise, a test). */
export interface Entered {
  elements: readonly Parsed[];
  ignored?: { code: string; text: Bilingual };
}
type Sender = Pick<Source, 'id' | 'options'>;

/** Native alarms, one or an array; also CloudEvents 1.0 in any mode. Throws DomainError when the message as a whole cannot be read. */
export const enterAlarms = (source: Sender, headers: IncomingHttpHeaders, body: unknown): Entered =>
  ({ elements: eventMode(headers) ? parseCloudEvents(headers, body) : withOwnSource(parseNative(body), body, source.id) });

/** Prometheus Alertmanager webhook version 4. Throws as above. */
export const enterAlertmanager = (source: Sender, body: unknown): Entered => ({ elements: parseAlertmanager(body, pushedOptions(source.options).alertmanager) });

/** OASIS CAP 1.2 or the national warning XML. Throws as above. */
export const enterCap = (source: Sender, body: unknown): Entered => {
  if (!(body instanceof Uint8Array) && typeof body !== 'string') throw invalid('not-xml', '请以 application/xml 发送预警报文', 'Send the warning as application/xml', [{ path: '', message: '应为 XML / expected XML' }]);
  const { signals, ignored } = parseCap(body, pushedOptions(source.options).cap);
  return { elements: signals, ...(ignored && { ignored }) };
};
