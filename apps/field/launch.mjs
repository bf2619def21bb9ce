/** What start, serve and dev have in common: building, running children, stopping them in order. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const AGGREGATOR = join(ROOT, 'apps/aggregator/dist/main.js');
export const FIELD = join(ROOT, 'apps/field/dist/main.js');
export const DISPLAY = join(ROOT, 'apps/display/dist/index.html');

/** Longest a child may take to finish what it accepted before it is killed. */
const STOP_WITHIN_MS = 20_000;

export const say = (line) => process.stdout.write(`${line}\n`);

/** A program of the workspace's own node_modules. */
export const tool = (name) => join(ROOT, 'node_modules/.bin', name);

/** Where the aggregator will be found from this machine. */
export const urlOf = (env) => {
  const host = env.HOST || '127.0.0.1';
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${near.includes(':') ? `[${near}]` : near}:${env.PORT || '8080'}`;
};

export const dataDirOf = (env) => env.DATA_DIR || join(ROOT, 'data');

/** Exit code of an ended child: its own, or 128 + n as a shell would say for a signal. */
const codeOf = (code, signal) => code ?? ({ SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1);

/**
 * Runs a child with the given environment; its lines pass through, with a prefix when given.
 * `ended` resolves with its exit code and never rejects.
 */
export const run = (command, args, { env = process.env, prefix = '', onLine } = {}) => {
  const piped = prefix !== '' || onLine !== undefined;
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'] });
  if (piped) {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', onLine ?? ((line) => say(prefix + line)));
    }
  }
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      say(`无法启动 ${command}：${error.message}`);
      resolve(1);
    });
    child.once('close', (code, signal) => resolve(codeOf(code, signal)));
  });
  return { child, ended };
};

/** Asks a child to finish and waits; one that does not is killed. */
export const stop = async (running) => {
  if (!running) return;
  running.child.kill('SIGTERM');
  const killer = setTimeout(() => running.child.kill('SIGKILL'), STOP_WITHIN_MS);
  await running.ended;
  clearTimeout(killer);
};

/** Builds what is missing or stale (Nx knows; an unchanged tree takes a moment). Answers whether all is built. */
export const build = async () => {
  const began = Date.now();
  say('正在构建（首次约一分钟以内，之后只构建有改动的部分）……');
  const lines = [];
  const onLine = (line) => {
    lines.push(line);
    const done = /nx run (\S+):build/.exec(line);
    if (done) say(`  已就绪 ${done[1]}`);
  };
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' };
  const building = run(tool('nx'), ['run-many', '-t', 'build', '--outputStyle=static'], { env, onLine });
  const release = onStop(() => building.child.kill('SIGTERM'));
  const code = await building.ended;
  release();
  if (code !== 0) {
    say(lines.join('\n'));
    say('构建失败，见上。');
    return false;
  }
  say(`构建完成，用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒`);
  return true;
};

export const isBuilt = () => existsSync(AGGREGATOR) && existsSync(DISPLAY);

/** Calls back on every request to stop; answers a function that ends the listening. */
export const onStop = (callback) => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, callback);
  return () => signals.forEach((signal) => process.off(signal, callback));
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for `GET /api/health/ready` = 200. False when `over()` turns true first. */
export const ready = async (url, over) => {
  const began = Date.now();
  for (let told = began; !over(); await pause(250)) {
    try {
      const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      if (answer.status === 200) return true;
    } catch {
      // Not listening yet.
    }
    if (Date.now() - told > 10_000) {
      told = Date.now();
      say(`仍在等待服务就绪（已 ${Math.round((Date.now() - began) / 1000)} 秒）……`);
    }
  }
  return false;
};
