// Child process: sends alarms, either at a steady rate (open loop) or as fast as answers come (closed loop).
import { clock, pause } from './measures.mjs';
import { alarmsText, alarmText } from './messages.mjs';
import { Wire } from './wire.mjs';

const count = (text, word) => text.split(word).length - 1;

/** `connections` senders, each posting `batch` new alarms as soon as its last post is answered. */
const saturate = async ({ port, headers, path, prefix, connections, batch, warmUp, seconds }) => {
  const from = clock() + warmUp * 1000;
  const end = from + seconds * 1000;
  const result = { accepted: 0, acceptedInTime: 0, other: 0, latencies: [], lastAt: from };
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const wire = new Wire(port, path, headers);
      while (clock() < end) {
        const body = alarmsText(prefix, next, batch);
        next += batch;
        const sent = clock();
        const { status, body: answer } = await wire.post(body);
        const now = clock();
        const accepted = status === 202 ? count(answer, '"accepted"') : 0;
        result.accepted += accepted;
        result.other += batch - accepted;
        if (now < from || now > end) continue;
        result.acceptedInTime += accepted;
        result.latencies.push(now - sent);
      }
      wire.close();
    }),
  );
  return { ...result, perSecond: result.acceptedInTime / seconds, latencies: Float64Array.from(result.latencies) };
};

let steady;
/** `perSecond` posts of one alarm each, from `devices` devices in turn, whatever the answers take, until told to stop. */
const begin = async ({ port, headers, path, perSecond, devices, connections = 32 }) => {
  const idle = Array.from({ length: connections }, () => new Wire(port, path, headers));
  const result = { sent: 0, answered: 0, failed: 0, late: 0, beganAt: clock() };
  steady = { result, on: true };
  const mine = steady;
  while (mine.on) {
    const due = Math.floor(((clock() - result.beganAt) / 1000) * perSecond);
    while (result.sent < due) {
      const wire = idle.pop();
      if (!wire) break;
      const number = result.sent;
      result.sent += 1;
      void wire
        .post(alarmText(`load-${number % devices}`, number))
        .then(({ status }) => (status === 202 ? (result.answered += 1) : (result.failed += 1)))
        .catch(() => (result.failed += 1))
        .finally(() => idle.push(wire));
    }
    result.late = Math.max(result.late, due - result.sent);
    await pause(2);
  }
  for (const wire of idle) wire.close();
};

process.on('message', async (request) => {
  if (request.kind === 'saturate') process.send(await saturate(request));
  else if (request.kind === 'begin') {
    void begin(request);
    process.send('begun');
  } else if (request.kind === 'end') {
    steady.on = false;
    const { result } = steady;
    process.send({ ...result, perSecond: result.answered / ((clock() - result.beganAt) / 1000) });
  }
});
