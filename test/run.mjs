// `npm test`: everything this machine can run. Says in one line each what it skips and why; with REQUIRE_SERVICES=1 a skip is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket.destroy() && true));
    socket.on('error', () => resolve(false));
    socket.setTimeout(1500, () => resolve(socket.destroy() && false));
  });
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const command = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

const services = [
  ['HAS_MYSQL', 'MySQL/MariaDB on 127.0.0.1:3306', await answers(3306)],
  ['HAS_REDIS', 'Redis on 127.0.0.1:6379', await answers(6379)],
  ['HAS_MQTT', 'Mosquitto on 127.0.0.1:1883', await answers(1883)],
  ['HAS_ALERTMANAGER', 'prometheus-alertmanager', command('prometheus-alertmanager')],
  ['HAS_NGINX', 'nginx', command('nginx')],
  ['CHROMIUM', 'Chromium', chromium],
];
const env = { ...process.env, NX_DAEMON: 'false' };
let missing = 0;
for (const [name, what, found] of services) {
  if (found) env[name] = found === true ? '1' : found;
  else {
    missing += 1;
    delete env[name];
    console.log(`SKIP ${what} tests: not found on this machine`);
  }
}
if (missing && process.env.REQUIRE_SERVICES === '1') {
  console.log('REQUIRE_SERVICES=1: a missing service is a failure');
  console.log('tests: 0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const run = (file, args) => spawnSync(file, args, { stdio: 'inherit', env }).status ?? 1;
if (run('npx', ['nx', 'run-many', '-t', 'build', '--outputStyle=static']) !== 0) {
  console.log('tests: 0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const report = join(mkdtempSync(join(tmpdir(), 'one-screen-test-')), 'report.json');
// Stories wait more than they compute, so three share two cores. Passwords and browsers take their time there; a test that hangs is still found.
const status = run('npx', ['jest', '--maxWorkers=3', '--testTimeout=30000', '--json', `--outputFile=${report}`, ...process.argv.slice(2)]);
const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
const suites = result?.numRuntimeErrorTestSuites ?? 1;
const failed = (result?.numFailedTests ?? 0) + suites;
const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
const strict = process.env.REQUIRE_SERVICES === '1' && skipped > 0;
if (strict) console.log(`REQUIRE_SERVICES=1: ${skipped} skipped tests are failures`);
console.log(`tests: ${result?.numPassedTests ?? 0} passed, ${strict ? failed + skipped : failed}` + ` failed, ${strict ? 0 : skipped} skipped`);
process.exit(status !== 0 || failed > 0 || strict ? 1 : 0);
