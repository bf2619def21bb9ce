import { z, type ZodType } from 'zod';
import type { RouteAuth, RouteDoc } from './route-doc.js';

/** An OpenAPI 3.1 document; only what we write into it. */
export type OpenApiDocument = { openapi: '3.1.0'; info: Record<string, unknown>; paths: Record<string, Record<string, unknown>>; components: Record<string, unknown> };

const SECURITY: Record<RouteAuth, Record<string, never[]>[]> = {
  none: [],
  session: [{ session: [] }, { wall: [] }],
  source: [{ source: [] }],
  wall: [{ wall: [] }],
};

const FAILURES: Record<string, string> = {
  400: '内容不是有效的 JSON · not valid JSON',
  401: '未登录或令牌无效 · not signed in, or a wrong token',
  403: '没有权限 · not permitted',
  404: '不存在 · not found',
  409: '已被他人修改 · changed by someone else',
  413: '超过 1 MiB · larger than 1 MiB',
  415: '不支持的内容类型 · unsupported media type',
  422: '内容不符合要求，details 指出每处 · wrong shape; details name each fault',
  429: '过于频繁，见 Retry-After · too many; see Retry-After',
  503: '暂时不可用，见 Retry-After · unavailable; see Retry-After',
};

/** JSON Schema of what a client sends. */
export const schemaOf = (body: ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  return schema;
};

const parametersOf = (route: RouteDoc) => [
  ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
  ...(route.query ?? []).map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } })),
];

const failuresOf = (route: RouteDoc): string[] => {
  const codes = ['503'];
  if (route.auth !== 'none' || route.path === '/api/session') codes.push('401');
  if (route.auth === 'session') codes.push('403');
  if (route.path.includes(':')) codes.push('404', '409');
  if (route.body) codes.push('400', '413', '415', '422');
  if (route.bodyType) codes.push('413', '415', '422');
  if (route.auth === 'source') codes.push('429');
  return [...new Set(codes)].sort();
};

const operationOf = (route: RouteDoc) => ({
  summary: `${route.zh} · ${route.en}`,
  operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/\W/g, '')}`,
  tags: [route.path.split('/')[2] ?? 'operations'],
  ...(route.needs && { 'x-permission': route.needs }),
  security: SECURITY[route.auth],
  parameters: parametersOf(route),
  ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }),
  ...(route.bodyType && { requestBody: { required: true, content: { [route.bodyType]: { schema: { type: 'string' } } } } }),
  responses: {
    [String(route.status ?? 200)]: { description: route.answer ?? '完成 · done' },
    ...Object.fromEntries(failuresOf(route).map((code) => [code, { description: FAILURES[code], content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }])),
  },
});

/** The document of a route table. Errors anywhere are `{code, message, details?}`. */
export const openApiOf = (routes: readonly RouteDoc[], title: string): OpenApiDocument => {
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description: '时间均为带时区的 ISO 8601；坐标为 WGS-84。Times are ISO 8601 with offset; coordinates WGS-84.' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'os_session' },
        wall: { type: 'apiKey', in: 'cookie', name: 'os_wall' },
        source: { type: 'http', scheme: 'bearer', description: '数据源令牌 · source token' },
      },
      schemas: {
        Error: { type: 'object', required: ['code', 'message'], properties: { code: { type: 'string' }, message: { type: 'string' }, details: {} } },
      },
    },
  };
};
