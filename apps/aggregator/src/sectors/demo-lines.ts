import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SourceBody, type SourceKind } from '@one-screen/contracts';
import { SECTORS, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import { keepPrivate } from '../identity/private-file.js';
import type { SourcesService } from './sources.service.js';

/** Where the demo's devices find us: `DATA_DIR/demo-lines.json`. */
const Kept = z.object({ lines: z.array(z.object({ id: z.string(), kind: z.enum(['jt808', 'ais', 'hj212', 'gbt26875']), sector: z.enum(SECTORS), port: z.number().int() })) });

export const LINES_FILE = 'demo-lines.json';
const HOST = '127.0.0.1';

const LINES: readonly { id: string; kind: SourceKind & ('jt808' | 'ais' | 'hj212' | 'gbt26875'); sector: Sector; name: string; silentAfter: string; options: Record<string, unknown> }[] = [
  { id: 'demo-vehicles', kind: 'jt808', sector: 'road', name: '两客一危车载终端（演示）', silentAfter: 'PT2M', options: { speedLimits: { default: 80 } } },
  { id: 'demo-vessels', kind: 'ais', sector: 'marine', name: '船舶 AIS 岸基（演示）', silentAfter: 'PT2M', options: { transport: 'udp' } },
  { id: 'demo-dust', kind: 'hj212', sector: 'construction', name: '工地扬尘噪声（演示）', silentAfter: 'PT3M', options: {} },
  { id: 'demo-fire-units', kind: 'gbt26875', sector: 'fire', name: '用户信息传输装置（演示）', silentAfter: 'PT3M', options: {} },
];

/** Ensures the demo's sources that have a line of their own. Ports are chosen once per installation, among those free then. Throws ConfigError when the file is damaged. */
export const ensureDemoLines = async (dataDir: string, sources: Pick<SourcesService, 'ensure'>): Promise<void> => {
  const path = join(dataDir, LINES_FILE);
  const ports = existsSync(path) ? [] : await freePorts(LINES.length);
  const { content } = keepPrivate(path, () => JSON.stringify({ lines: LINES.map(({ id, kind, sector }, index) => ({ id, kind, sector, port: ports[index] })) }, null, 2));
  const kept = read(content);
  for (const { id, kind, sector, name, silentAfter, options } of LINES) {
    const line = kept.lines.find((each) => each.id === id);
    if (line) await sources.ensure(SourceBody.parse({ id, kind, sector, name, silentAfter, options: { ...options, host: HOST, port: line.port } }), false);
  }
};

/** Held all at once, so that none is given twice. */
const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};

const read = (text: string): z.infer<typeof Kept> => {
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`The file ${LINES_FILE} in DATA_DIR is damaged: remove it and start again. / DATA_DIR 中的 ${LINES_FILE} 已损坏，请删除后重新启动。`);
  }
};
