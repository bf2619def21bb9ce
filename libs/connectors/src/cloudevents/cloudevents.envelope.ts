import { invalid } from '@one-screen/domain';

/** How a CloudEvent travels over HTTP (CloudEvents 1.0, HTTP protocol binding section 3). */
export type EventMode = 'structured' | 'batch' | 'binary';

/** HTTP headers as Node gives them; names in any case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const PREFIX = 'ce-';

const lowerCased = (headers: Headers): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const first = typeof value === 'string' ? value : value?.[0];
    if (first !== undefined) found.set(name.toLowerCase(), first);
  }
  return found;
};

const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Which mode a request is in, or undefined when it is no CloudEvent. Pure look at the headers. */
export const eventMode = (headers: Headers): EventMode | undefined => {
  const seen = lowerCased(headers);
  const type = mediaType(seen.get('content-type'));
  if (type === 'application/cloudevents-batch+json') return 'batch';
  if (type === 'application/cloudevents+json') return 'structured';
  return seen.has('ce-specversion') || seen.has('ce-id') ? 'binary' : undefined;
};

/** JSON from bytes or text; anything already decoded is passed on. Throws DomainError `json-malformed`. */
export const decoded = (body: unknown): unknown => {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body;
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw invalid('json-malformed', '报文不是有效的 JSON', 'The body is not valid JSON', [{ path: '', message: '不是有效的 JSON / not valid JSON' }]);
  }
};

/** Header values are percent-encoded UTF-8 (binding section 3.1.3.2); what does not decode is taken as it stands. */
const percentDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** A binary-mode request as the envelope it stands for: `ce-*` headers are attributes, the body is `data`. */
export const binaryEnvelope = (headers: Headers, body: unknown): Record<string, unknown> => {
  const seen = lowerCased(headers);
  const envelope: [string, unknown][] = [];
  for (const [name, value] of seen) if (name.startsWith(PREFIX)) envelope.push([name.slice(PREFIX.length), percentDecoded(value)]);
  const contentType = seen.get('content-type');
  if (contentType) envelope.push(['datacontenttype', contentType]);
  return Object.fromEntries([...envelope, ['data', body]]);
};
