// `npm run bench fanout`: 1,000 screens hear 10 alarms a second; delivery latency and the server's CPU, beside bare Socket.IO.
import { isQuick, startChild, startProduct } from './harness.mjs';
import { clock, cpuSeconds, histogram, pause, ratioLine, spread, table } from './measures.mjs';
import { probeText } from './messages.mjs';
import { Wire } from './wire.mjs';

const SOCKETS = 1000;
const CLIENTS = 2;
const PER_SECOND = 10;
/** Product and bare take turns, so that what else the machine does meets both. */
const ROUNDS = isQuick ? 1 : 2;
const SECONDS = isQuick ? 8 : 15;
const WARM_UP = isQuick ? 2 : 5;
/** Before the screens come, either server takes alarms for a while: one that has just started runs code not yet compiled. */
const RUN_IN = { perSecond: 500, devices: 400, seconds: isQuick ? 3 : 10 };

/** Posts at a steady pace for `seconds`; each alarm carries the clock at which its post was begun. Returns how many. */
const post = async (wire, prefix, seconds) => {
  const began = clock();
  const total = seconds * PER_SECOND;
  for (let number = 0; number < total; number += 1) {
    await pause(Math.max(0, began + (number * 1000) / PER_SECOND - clock()));
    const { status } = await wire.post(probeText(`${prefix}${number}`, clock().toFixed(3)));
    if (status !== 202) throw new Error(`a post was answered ${status}`);
  }
  return total;
};

const runIn = async ({ port, path, headers }) => {
  const load = startChild('./load.mjs');
  await load.ask({ kind: 'begin', port, path, headers, ...RUN_IN });
  await pause(RUN_IN.seconds * 1000);
  await load.ask({ kind: 'end' });
  await load.stop();
};

const measure = async ({ pid, url, port, path, headers, token }) => {
  const clients = Array.from({ length: CLIENTS }, () => startChild('./fanout-sockets.mjs'));
  const askAll = (request) => Promise.all(clients.map((client) => client.ask(request)));
  const wire = new Wire(port, path, headers);
  try {
    await runIn({ port, path, headers });
    await askAll({ kind: 'open', url, token, count: SOCKETS / CLIENTS });
    await post(wire, 'warm-', WARM_UP);
    await pause(500);
    await askAll({ kind: 'forget' });
    const before = cpuSeconds(pid);
    const began = clock();
    const sent = await post(wire, 'fan-', SECONDS);
    await pause(500);
    const cpu = cpuSeconds(pid) - before;
    const wall = (clock() - began) / 1000;
    const reports = await askAll({ kind: 'report' });
    const latencies = reports.flatMap((report) => [...report.latencies]);
    const lost = sent * SOCKETS - latencies.length;
    return { latencies, lost, cpu, wall, sample: reports[0].sample };
  } finally {
    wire.close();
    await Promise.all(clients.map((client) => client.stop()));
  }
};

const row = (who, { latencies, lost, cpu, wall }) => {
  const { count, p50, p95, p99, max } = spread(latencies);
  return { who, deliveries: count, lost, 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'max ms': max, 'CPU s': cpu, 'CPU %': (cpu / wall) * 100 };
};

const ofProduct = async () => {
  const product = await startProduct();
  try {
    return await measure({ pid: product.pid, url: product.url, port: product.port, path: '/api/intake/alarms', headers: product.source(), token: product.wallToken });
  } finally {
    await product.stop();
  }
};

/** `template`: a view of the product, so that the bare message has its shape and length. */
const ofBare = async (template) => {
  const bare = startChild('./bare-push.mjs');
  try {
    const { port } = await bare.ask({ template });
    return await measure({ pid: bare.pid, url: `http://127.0.0.1:${port}`, port, path: '/' });
  } finally {
    await bare.stop();
  }
};

const pooled = (rounds) => {
  const sum = (name) => rounds.reduce((total, round) => total + round[name], 0);
  return { latencies: rounds.flatMap((round) => round.latencies), lost: sum('lost'), cpu: sum('cpu'), wall: sum('wall') };
};

export const fanout = async () => {
  const rounds = { ours: [], bare: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.ours.push(await ofProduct());
    rounds.bare.push(await ofBare(rounds.ours[0].sample));
  }
  const ours = pooled(rounds.ours);
  const bare = pooled(rounds.bare);
  console.log(`${SOCKETS} sockets in ${CLIENTS} client processes, ${PER_SECOND} alarms/s, ${ROUNDS} rounds of ${SECONDS} s; latency from the start of the post to the screen's handler`);
  console.log(table([row('product', ours), row('bare Socket.IO', bare)]));
  console.log(histogram(ours.latencies, 'product, deliveries'));
  console.log(histogram(bare.latencies, 'bare Socket.IO, deliveries'));
  console.log(ratioLine('fanout p99, product / bare', spread(ours.latencies).p99 / spread(bare.latencies).p99, 1.5));
  console.log(ratioLine('fanout server CPU, product / bare', ours.cpu / bare.cpu, 1.5));
};
