import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DISPLAY_FOLDER } from '../operations/build.js';

/**
 * Serves the built display. Hashed assets are kept for ever by browsers; the page itself is asked for every time.
 * Files are looked up when asked for, so a new build beside a running server is served at once.
 */
export const serveDisplay = async (instance: FastifyInstance): Promise<void> => {
  if (!existsSync(DISPLAY_FOLDER)) return;
  await instance.register(fastifyStatic, {
    root: join(DISPLAY_FOLDER, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  });
  instance.get('/icon.svg', (_request, reply) => reply.sendFile('icon.svg', DISPLAY_FOLDER));
  // The display's own addresses all answer with its one page.
  for (const page of ['/', '/login', '/wall', '/desk', '/sector', '/sector/*', '/insight', '/insight/*', '/ledger', '/ledger/*', '/admin', '/admin/*']) {
    instance.get(page, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html', DISPLAY_FOLDER, { cacheControl: false }));
  }
};
