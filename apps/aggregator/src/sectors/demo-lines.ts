import { createServer } from 'node:net';
import { join } from 'node:path';
import { SourceBody } from '@one-screen/contracts';
import { SECTORS, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import { readPrivate, replacePrivate, keepPrivate } from '../identity/private-file.js';
import { plantPoints } from './demo-plants.js';
import type { SourcesService } from './sources.service.js';

const KINDS = ['jt808', 'ais', 'hj212', 'gbt26875', 'modbus'] as const;

/** Where the demo's devices find us, or, of those we call, listen for us: `DATA_DIR/demo-lines.json`. `options` are the source's, for a device to know its registers by. */
const Kept = z.object({ lines: z.array(z.object({ id: z.string(), kind: z.enum(KINDS), sector: z.enum(SECTORS), port: z.number().int(), options: z.record(z.string(), z.unknown()).optional() })) });
type Kept = z.infer<typeof Kept>;

export const LINES_FILE = 'demo-lines.json';
const HOST = '127.0.0.1';

const LINES: readonly { id: string; kind: (typeof KINDS)[number]; sector: Sector; name: string; silentAfter: string; options: Record<string, unknown> }[] = [
  { id: 'demo-vehicles', kind: 'jt808', sector: 'road', name: '两客一危车载终端（演示）', silentAfter: 'PT2M', options: { speedLimits: { default: 80 } } },
  { id: 'demo-vessels', kind: 'ais', sector: 'marine', name: '船舶 AIS 岸基（演示）', silentAfter: 'PT2M', options: { transport: 'udp' } },
  { id: 'demo-dust', kind: 'hj212', sector: 'construction', name: '工地扬尘噪声（演示）', silentAfter: 'PT3M', options: {} },
  { id: 'demo-fire-units', kind: 'gbt26875', sector: 'fire', name: '用户信息传输装置（演示）', silentAfter: 'PT3M', options: {} },
  // The demo's devices come up after us, and go before us: that is no loss of the link.
  { id: 'demo-plants', kind: 'modbus', sector: 'industry', name: '危化企业储罐与气体探测（Modbus，演示）', silentAfter: 'PT3M', options: { every: 6_000, downAfter: 180_000, points: plantPoints() } },
];

/** Ensures the demo's sources that have a line of their own. Ports are chosen once per installation, among those free then; a newer release adds its lines. Throws ConfigError when the file is damaged. */
export const ensureDemoLines = async (dataDir: string, sources: Pick<SourcesService, 'ensure'>): Promise<void> => {
  const path = join(dataDir, LINES_FILE);
  const found = readPrivate(path);
  const known = found === undefined ? [] : read(found).lines;
  const ports = await freePorts(LINES.filter(({ id }) => !known.some((line) => line.id === id)).length);
  const lines = LINES.map(({ id, kind, sector, options }): Kept['lines'][number] => ({ id, kind, sector, port: known.find((line) => line.id === id)?.port ?? ports.pop() ?? 0, options }));
  const text = JSON.stringify({ lines }, null, 2);
  // Several instances may start at once: whoever wrote first has chosen.
  const kept = found === undefined ? read(keepPrivate(path, () => text).content) : { lines };
  if (found !== undefined && found !== text) replacePrivate(path, text);
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

const read = (text: string): Kept => {
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`The file ${LINES_FILE} in DATA_DIR is damaged: remove it and start again. / DATA_DIR 中的 ${LINES_FILE} 已损坏，请删除后重新启动。`);
  }
};
