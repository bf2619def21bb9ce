import { docsPage } from './docs-page';
import { openApiOf } from './openapi';
import { ROUTES } from './routes';

describe('the API description', () => {
  it('has every route once, each with its schema and path parameters', () => {
    const document = openApiOf(ROUTES, '一张屏');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path)) as { operationId: string }[];
    expect(operations).toHaveLength(ROUTES.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
    const sign = document.paths['/api/alarms/{id}/acknowledge']?.post;
    expect(sign).toMatchObject({ parameters: [{ name: 'id', in: 'path', required: true }], requestBody: { content: { 'application/json': { schema: { properties: { disposition: { enum: expect.arrayContaining(['drill']) } } } } } } });
  });

  it('is readable without fetching anything from elsewhere', () => {
    const page = docsPage(ROUTES, '<一张屏>');
    expect(page).toContain('&lt;一张屏&gt;');
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!json-schema)[^"&]*\.(js|css)/);
    for (const { path } of ROUTES) expect(page).toContain(path);
  });
});
