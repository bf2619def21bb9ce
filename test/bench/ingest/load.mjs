// Child process: the whole field, at a steady rate (open loop: what cannot be sent in time because a device waits for its answers is
// counted as held back, not left out).
import { openModbusSimulator } from '../../../libs/connectors/dist/modbus/modbus.simulator.js';
import { clock, pause } from '../measures.mjs';
import { PLCS, pointsOf, SHARES } from './mix.mjs';
import { alarmPosts, brokerMessages, fireUnits, ships, signalPosts, stations, vehicles } from './senders.mjs';

let field;

const open = async ({ ports, tokens, http, mqtt }) => {
  const plcs = await Promise.all(ports.plcs.map((port) => openModbusSimulator({ port })));
  const set = (step) => plcs.forEach((plc, number) => pointsOf(number).forEach((point, index) => plc.set(point, (40 + ((step * 7 + index * 3 + number) % 50)))));
  set(0);
  let step = 0;
  const turning = setInterval(() => set((step += 1)), PLCS.every);
  const senders = [
    await vehicles(ports.jt808), await ships(ports.ais), await stations(ports.hj212), await fireUnits(ports.gbt26875),
    await signalPosts(http, tokens.signals), await alarmPosts(http, tokens.alarms), ...(mqtt ? [await brokerMessages(mqtt.url, mqtt.topic)] : []),
  ];
  field = { senders, plcs, turning };
  return senders.map(({ result }) => result.name);
};

/** Sends at `perSecond` for `seconds`; what was answered before is not counted. */
const run = async ({ perSecond, seconds }) => {
  const { senders } = field;
  for (const { result } of senders) Object.assign(result, { sent0: result.sent, alarms0: result.alarms, answered0: result.answered, alarmsAnswered0: result.alarmsAnswered, latencies: [], alarmLatencies: [], full: 0 });
  const shares = senders.map(({ result }) => SHARES[result.name]);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const made = senders.map(() => 0);
  const began = clock();
  for (let passed = 0; passed < seconds; passed = (clock() - began) / 1000) {
    const now = Date.now();
    senders.forEach((sender, index) => {
      const due = Math.floor(passed * perSecond * (shares[index] / whole));
      while (made[index] < due) {
        made[index] += 1;
        if (!sender.send(now)) sender.result.full += 1;
      }
    });
    await pause(4);
  }
  const took = (clock() - began) / 1000;
  return {
    took,
    waiting: senders.reduce((sum, sender) => sum + sender.pending(), 0),
    results: senders.map(({ result }) => ({
      ...result, sent: result.sent - result.sent0, alarms: result.alarms - result.alarms0, answered: result.answered - result.answered0, alarmsAnswered: result.alarmsAnswered - result.alarmsAnswered0,
      latencies: Float64Array.from(result.latencies), alarmLatencies: Float64Array.from(result.alarmLatencies),
    })),
  };
};

/** Waits until everything sent is answered; then the totals since the beginning. */
const settle = async ({ limitMs }) => {
  const end = Date.now() + limitMs;
  while (Date.now() < end && field.senders.some((sender) => sender.pending() > 0)) await pause(50);
  return { waiting: field.senders.reduce((sum, sender) => sum + sender.pending(), 0), totals: field.senders.map(({ result: { name, sent, answered, refused, alarms, alarmsAnswered } }) => ({ name, sent, answered, refused, alarms, alarmsAnswered })) };
};

const close = async () => {
  clearInterval(field.turning);
  for (const sender of field.senders) await sender.close();
  await Promise.all(field.plcs.map((plc) => plc.close()));
};

const KINDS = { open, run, settle, close };
process.on('message', async (request) => process.send((await KINDS[request.kind](request)) ?? {}));
