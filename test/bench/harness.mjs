// Starts what is measured, each as a process of its own on a free port with an empty data folder, and cleans up behind it.
import { fork, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { pause } from './measures.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const MAIN = here('../../apps/aggregator/dist/main.js');
const MIGRATE = here('../../apps/aggregator/dist/migrate.js');
const PAGE = here('../../apps/display/dist/index.html');
const MYSQL = { host: '127.0.0.1', port: 3306, user: 'root', password: '' };
const PASSWORD = 'Bench-pass-2026';

/** `--quick` shortens every run to a look; its numbers are no result. `--profile=FOLDER` leaves V8 CPU profiles of the product there. */
export const isQuick = process.argv.includes('--quick');
const profileFolder = process.argv.find((word) => word.startsWith('--profile='))?.slice('--profile='.length);

/** A number behind `--name` (or `--name=`), else `usual`. */
export const option = (name, usual) => {
  const at = process.argv.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (at < 0) return usual;
  const value = Number(process.argv[at].split('=')[1] ?? process.argv[at + 1]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} needs a number`);
  return value;
};

const children = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const owned = (child) => {
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
};

/** Builds the product when its output is missing. */
export const buildWhenMissing = () => {
  if ([MAIN, MIGRATE, PAGE].every(existsSync)) return;
  const { status } = spawnSync('npx', ['nx', 'run-many', '-t', 'build', '--outputStyle=static'], { cwd: here('../..'), stdio: 'inherit', env: { ...process.env, NX_DAEMON: 'false' } });
  if (status !== 0) throw new Error('the product does not build');
};

export const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-screen-bench-'));
  folders.add(folder);
  return { path: folder, remove: () => (rmSync(folder, { recursive: true, force: true }), folders.delete(folder)) };
};

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export const freeUdpPort = () =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** A throwaway database on the local MySQL or MariaDB; undefined where none answers. */
export const throwawayDatabase = async () => {
  const connection = await createConnection(MYSQL).catch(() => undefined);
  if (!connection) return undefined;
  const name = `one_screen_bench_${process.pid}_${Date.now().toString(36)}`;
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await connection.query(`USE ${name}`);
  return {
    url: `mysql://${MYSQL.user}@${MYSQL.host}:${MYSQL.port}/${name}`,
    query: async (sql, values = []) => (await connection.query(sql, values))[0],
    drop: async () => {
      await connection.query(`DROP DATABASE IF EXISTS ${name}`);
      await connection.end();
    },
  };
};

/** The product's own tables, empty, in a data folder or the database of `databaseUrl`. */
export const migrate = (dataDir, databaseUrl = '') => {
  const { status, stderr } = spawnSync(process.execPath, [MIGRATE], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, DATABASE_URL: databaseUrl }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`migrate failed: ${stderr}`);
};

/** The aggregator with the demo's sources, accounts and wall token; nothing limits what may be sent. `env` is laid over, `folder` may hold data. */
export const startProduct = async (env = {}, folder = temporaryFolder()) => {
  const port = await freePort();
  const profile = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [];
  const child = owned(
    spawn(process.execPath, [...profile, MAIN], {
      env: { PATH: process.env.PATH, PORT: String(port), DATA_DIR: folder.path, DEMO: '1', DEMO_PASSWORD: PASSWORD, INTAKE_RATE: '1000000', INTAKE_BURST: '1000000', LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output = (output + chunk).slice(-20_000)));
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 180_000; ; await pause(50)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      await pause(100);
      throw new Error(`the aggregator stopped with ${child.exitCode ?? child.signalCode}:\n${output}`);
    }
    if (Date.now() > end) throw new Error(`the aggregator is not ready:\n${output}`);
    if ((await fetch(`${url}/api/health/ready`).catch(() => undefined))?.ok) break;
  }
  return {
    pid: child.pid,
    port,
    url,
    dataDir: folder.path,
    wallToken: readFileSync(join(folder.path, 'demo-wall-token'), 'utf8').trim(),
    /** Headers of the demo source of a sector. */
    source: (sector = 'city') => {
      const { sources } = JSON.parse(readFileSync(join(folder.path, 'demo-sources.json'), 'utf8'));
      const source = sources.find((one) => one.sector === sector && one.token && (one.kind ?? 'http') === 'http');
      if (!source) throw new Error(`no demo source of ${sector}`);
      return { authorization: `Bearer ${source.token}` };
    },
    /** Signs in; what it returns calls the API as that person. */
    signIn: async (username) => {
      const answer = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: PASSWORD }) });
      if (!answer.ok) throw new Error(`sign-in failed: ${answer.status} ${await answer.text()}`);
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0];
      return async (method, path, body) => {
        const reply = await fetch(`${url}${path}`, { method, headers: { cookie, origin: url, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
        if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
        return reply.json();
      };
    },
    stop: async () => {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        if (profileFolder) await gone;
        else await Promise.race([gone, pause(8000).then(() => child.kill('SIGKILL'))]);
      }
      folder.remove();
    },
  };
};

/** A program of this folder as a child, with options of node's own: `ask` sends it a request, `answer` waits for its next message. */
export const startChild = (file, execArgv = []) => {
  const child = owned(fork(here(file), [], { serialization: 'advanced', execArgv, env: { PATH: process.env.PATH, NODE_ENV: 'production' } }));
  const answers = [];
  const waiting = [];
  child.on('message', (message) => (waiting.length ? waiting.shift().resolve(message) : answers.push(message)));
  child.on('exit', (code) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`${file} stopped with ${code}`))));
  const answer = () => (answers.length ? Promise.resolve(answers.shift()) : new Promise((resolve, reject) => waiting.push({ resolve, reject })));
  return {
    pid: child.pid,
    answer,
    ask: (request) => (child.send(request), answer()),
    stop: () => {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      return gone;
    },
  };
};
