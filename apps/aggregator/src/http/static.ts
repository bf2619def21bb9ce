import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DISPLAY_FOLDER } from '../operations/build.js';

/** Serves the built display. Hashed assets are kept for ever by browsers; the page itself is asked for every time. */
export const serveDisplay = async (instance: FastifyInstance): Promise<void> => {
  if (!existsSync(DISPLAY_FOLDER)) return;
  await instance.register(fastifyStatic, {
    root: DISPLAY_FOLDER,
    wildcard: false,
    index: ['index.html'],
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // The display's own addresses all answer with its one page.
  for (const page of ['/login', '/wall', '/desk', '/admin', '/admin/*']) instance.get(page, (_request, reply) => reply.sendFile('index.html'));
};
