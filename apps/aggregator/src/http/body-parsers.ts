import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CSV_TYPE, FILE_LIMIT, FILE_TYPES as ATTACHMENT_TYPES, UPLOAD_LIMIT, XLSX_TYPE } from '@one-screen/contracts';
import { HttpProblem } from './problem.js';

export const BODY_LIMIT = 1024 * 1024;
const DEPTH_LIMIT = 64;

/** JSON of every kind: plain, CloudEvents structured and batch, and any other `application/*+json` (RFC 6839). */
const JSON_TYPE = /^application\/(?:[a-z0-9!#$&^_.-]+\+)?json(?:;|$)/i;
const XML_TYPES = ['application/xml', 'text/xml', 'application/cap+xml'];

/** Files of the ledger, `vnd.ms-excel` being what some browsers call a CSV; only the routes that take them do. */
const FILE_TYPES = [XLSX_TYPE, CSV_TYPE, 'application/vnd.ms-excel'];
const FILE_ROUTE = /^\/api\/imports\/:\w+$/;

const fileTooLarge = () => new HttpProblem(413, 'upload-too-large', { zh: `文件超过 ${UPLOAD_LIMIT / 1024 / 1024} MiB`, en: `The file is larger than ${UPLOAD_LIMIT / 1024 / 1024} MiB` });
const noFileHere = () => new HttpProblem(415, 'unsupported-media-type', { zh: '不支持这种内容类型', en: 'This content type is not supported' });
/** The doors that take photos and documents of records: of people, and of systems that tell whole lives. */
const ATTACHMENT_ROUTES = ['/api/files', '/api/history/files'];
/** What is somewhat too long is read all the same, so that its sender hears why: one that is cut off while sending may not. */
const ATTACHMENT_READ = 2 * FILE_LIMIT;
const attachmentTooLarge = () => new HttpProblem(413, 'file-too-large', { zh: `文件超过 ${FILE_LIMIT / 1024 / 1024} MiB`, en: `The file is larger than ${FILE_LIMIT / 1024 / 1024} MiB` });
const badJson = () => new HttpProblem(400, 'bad-json', { zh: '内容不是有效的 JSON', en: 'The body is not valid JSON' });
const tooDeep = () => new HttpProblem(400, 'bad-json', { zh: `JSON 嵌套超过 ${DEPTH_LIMIT} 层`, en: `The JSON is nested deeper than ${DEPTH_LIMIT} levels` });
const encoded = () => new HttpProblem(415, 'unsupported-encoding', { zh: '不接受压缩的请求内容', en: 'Compressed bodies are not accepted' });

/** Whether brackets outside strings nest deeper than the limit: what walks the value later may recurse. */
export const isTooDeep = (json: string, limit = DEPTH_LIMIT): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (quoted) {
      if (code === 92) at += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
};

const isEncoded = (request: FastifyRequest): boolean => {
  const encoding = request.headers['content-encoding'];
  return encoding !== undefined && encoding !== '' && encoding !== 'identity';
};

/** Takes JSON (refusing `__proto__` and `constructor.prototype` keys), XML (as a Buffer), ledger files (as a stream) and photos (as a Buffer) where they are asked for; every other type is 415. */
export const addBodyParsers = (instance: FastifyInstance): void => {
  const parseJson = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(JSON_TYPE, { parseAs: 'string', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const text = body as string;
    if (isEncoded(request)) return done(encoded());
    if (text === '') return done(null, undefined);
    if (isTooDeep(text)) return done(tooDeep());
    return parseJson(request, text, (error, value) => (error ? done(badJson()) : done(null, value)));
  });
  instance.addContentTypeParser(XML_TYPES, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    if (isEncoded(request)) done(encoded());
    else done(null, body);
  });
  // Handed on as it comes; what announces too much is refused before a byte of it is read, and its connection is not kept.
  instance.addContentTypeParser(FILE_TYPES, { bodyLimit: UPLOAD_LIMIT }, (request, payload, done) => {
    if (isEncoded(request)) done(encoded());
    else if (!FILE_ROUTE.test(request.routeOptions.url ?? '')) done(noFileHere());
    else if (Number(request.headers['content-length'] ?? 0) > UPLOAD_LIMIT) done(fileTooLarge());
    else done(null, payload);
  });
  instance.addContentTypeParser([...ATTACHMENT_TYPES], { parseAs: 'buffer', bodyLimit: ATTACHMENT_READ }, (request, body, done) => {
    if (isEncoded(request)) done(encoded());
    else done(null, body);
  });
  // Before a byte of it is read: other doors take no long bodies, and this one no endless ones.
  instance.addHook('onRequest', async (request) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!(ATTACHMENT_TYPES as readonly string[]).includes(type)) return;
    if (!ATTACHMENT_ROUTES.includes(request.routeOptions.url ?? '')) throw noFileHere();
    if (Number(request.headers['content-length'] ?? 0) > ATTACHMENT_READ) throw attachmentTooLarge();
  });
};
