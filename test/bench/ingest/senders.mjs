// The devices of the ingest benchmark. Each sender: `send(now)` sends one frame, false when its connections are full; `sent` counts; what
// is answered is timed from before it was written until its answer was read, alarms apart from all else.
import { createSocket } from 'node:dgram';
import { connect as connectTcp } from 'node:net';
import { connectAsync } from 'mqtt';
import { answerTo, COMMANDS, parsePacket } from '../../../libs/connectors/dist/gbt26875/gbt26875.frame.js';
import { gbt26875Framer } from '../../../libs/connectors/dist/gbt26875/gbt26875.framer.js';
import { createJt808Framer } from '../../../libs/connectors/dist/jt808/jt808.framer.js';
import { clock } from '../measures.mjs';
import { alarmText } from '../messages.mjs';
import { Wire } from '../wire.mjs';
import { dustReport, fireUnit, location, senmlPack, shipLines, signOn } from './frames.mjs';
import { ALARM_EVERY, FIRE_UNITS, SHIPS, STATIONS, VEHICLES } from './mix.mjs';

const HOST = '127.0.0.1';
/** Frames of one connection that may be unanswered: two of each of its vehicles, as terminals wait for an answer before they go on. */
const WINDOW = 36;
/** Devices tell time in whole seconds: a device's next alarm change comes in another one, so that each is a change. */
const APART_MS = 1_100;

const tally = (name) => ({ name, sent: 0, alarms: 0, answered: 0, alarmsAnswered: 0, refused: 0, latencies: [], alarmLatencies: [], full: 0 });

/** One connection: `pending` frames by what their answer names. */
class Line {
  pending = new Map();

  constructor(port, hear) {
    this.socket = connectTcp({ port, host: HOST, noDelay: true });
    this.ready = new Promise((resolve, reject) => this.socket.once('connect', resolve).once('error', reject));
    this.socket.on('data', (chunk) => hear(chunk, this));
  }

  get isFull() {
    return this.pending.size >= WINDOW;
  }

  write(name, bytes, isAlarm) {
    this.pending.set(name, { at: clock(), isAlarm });
    this.socket.write(bytes);
  }

  /** The answer to `name` was read. */
  answered(name, result, isGood = true) {
    const found = this.pending.get(name);
    if (!found) return;
    this.pending.delete(name);
    count(result, found, isGood);
  }

  close() {
    this.socket.destroy();
  }
}

const count = (result, { at, isAlarm }, isGood) => {
  if (!isGood) {
    result.refused += 1;
    return;
  }
  result.answered += 1;
  if (isAlarm) result.alarmsAnswered += 1;
  (isAlarm ? result.alarmLatencies : result.latencies).push(clock() - at);
};

export const vehicles = async (port) => {
  const result = tally('jt808');
  const total = VEHICLES.connections * VEHICLES.each;
  const steps = new Uint32Array(total);
  const alarmed = new Uint8Array(total);
  const changedAt = new Float64Array(total);
  let waiting = total;
  const lines = Array.from({ length: VEHICLES.connections }, () => {
    const framer = createJt808Framer();
    return new Line(port, (chunk, line) => {
      for (const { ok, frame } of framer.push(chunk)) {
        // 0x8001 of 2013: id, properties, phone, serial; then the serial answered, its id, the result.
        if (!ok || frame.readUInt16BE(0) !== 0x8001) continue;
        if (frame.readUInt16BE(14) === 0x0102) waiting -= 1;
        else line.answered(frame.readUInt16BE(12), result, frame[16] === 0);
      }
    });
  });
  const serials = new Uint16Array(lines.length);
  await Promise.all(lines.map(({ ready }) => ready));
  for (let number = 0; number < total; number += 1) {
    const at = number % lines.length;
    lines[at].socket.write(signOn(number, serials[at]));
    serials[at] += 2;
  }
  while (waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  let next = 0;
  return {
    result,
    send: (now) => {
      const number = next % total;
      const line = lines[number % lines.length];
      if (line.isFull) return false;
      next += 1;
      const step = (steps[number] += 1);
      const isAlarm = step > 1 && (step + number) % ALARM_EVERY.jt808 === 0 && now - changedAt[number] > APART_MS;
      if (isAlarm) {
        changedAt[number] = now;
        alarmed[number] ^= 1;
        result.alarms += 1;
      }
      const serial = serials[number % lines.length]++;
      result.sent += 1;
      line.write(serial, location(number, serial, step, alarmed[number] === 1, now), isAlarm);
      return true;
    },
    pending: () => lines.reduce((sum, { pending }) => sum + pending.size, 0),
    close: () => lines.forEach((line) => line.close()),
  };
};

export const ships = async (port) => {
  const result = tally('ais');
  const socket = createSocket('udp4');
  let next = 0;
  return {
    result,
    send: () => {
      const number = next % SHIPS;
      socket.send(shipLines(number, Math.floor(next / SHIPS) + number), port, HOST);
      next += 1;
      result.sent += 1;
      return true;
    },
    pending: () => 0,
    close: () => socket.close(),
  };
};

const QN = /QN=(\d{17})/g;
export const stations = async (port) => {
  const result = tally('hj212');
  const total = STATIONS.connections * STATIONS.each;
  const lines = Array.from({ length: STATIONS.connections }, () => new Line(port, (chunk, line) => {
    for (const [, qn] of chunk.toString('latin1').matchAll(QN)) line.answered(qn, result);
  }));
  await Promise.all(lines.map(({ ready }) => ready));
  let next = 0;
  let last = 0;
  return {
    result,
    send: (now) => {
      const number = next % total;
      const line = lines[number % lines.length];
      if (line.isFull) return false;
      next += 1;
      result.sent += 1;
      // QN names the message: no two of one station at the same millisecond.
      last = Math.max(now, last + (number === 0 ? 1 : 0));
      const { qn, bytes } = dustReport(number, Math.floor(next / total), last);
      // Two stations of one connection may have the same QN; the answer of either ends the wait for it.
      line.write(qn, bytes, false);
      return true;
    },
    pending: () => lines.reduce((sum, { pending }) => sum + pending.size, 0),
    close: () => lines.forEach((line) => line.close()),
  };
};

export const fireUnits = async (port) => {
  const result = tally('gbt26875');
  const lines = Array.from({ length: FIRE_UNITS }, () => {
    const framer = gbt26875Framer();
    return new Line(port, (chunk, line) => {
      for (const cut of framer.push(chunk)) {
        const parsed = cut.ok ? parsePacket(cut.frame) : undefined;
        if (!parsed?.ok) continue;
        const { packet } = parsed;
        if (packet.command === COMMANDS.control) line.socket.write(answerTo(packet, COMMANDS.confirm, Date.now()));
        else line.answered(packet.serial, result, packet.command === COMMANDS.confirm);
      }
    });
  });
  await Promise.all(lines.map(({ ready }) => ready));
  const serials = new Uint16Array(lines.length);
  const changedAt = new Float64Array(lines.length);
  const faulty = new Uint8Array(lines.length);
  let next = 0;
  return {
    result,
    send: (now) => {
      const number = next % lines.length;
      const line = lines[number];
      if (line.isFull) return false;
      next += 1;
      const serial = serials[number]++;
      const isAlarm = serial % ALARM_EVERY.gbt26875 === ALARM_EVERY.gbt26875 - 1 && now - changedAt[number] > APART_MS;
      if (isAlarm) {
        changedAt[number] = now;
        faulty[number] ^= 1;
        result.alarms += 1;
      }
      result.sent += 1;
      line.write(serial, fireUnit(number, serial, isAlarm ? faulty[number] === 1 : undefined, now), isAlarm);
      return true;
    },
    pending: () => lines.reduce((sum, { pending }) => sum + pending.size, 0),
    close: () => lines.forEach((line) => line.close()),
  };
};

/** Posts over kept connections, one at a time on each. */
const posts = (name, port, path, token, connections, isAlarm, textOf) => {
  const result = tally(name);
  const idle = Array.from({ length: connections }, () => new Wire(port, path, { authorization: `Bearer ${token}` }));
  let busy = 0;
  return {
    result,
    send: (now) => {
      const wire = idle.pop();
      if (!wire) return false;
      const number = result.sent;
      result.sent += 1;
      if (isAlarm) result.alarms += 1;
      busy += 1;
      const at = clock();
      void wire.post(textOf(number, now)).then(({ status }) => count(result, { at, isAlarm }, status === 202), () => (result.refused += 1)).finally(() => {
        busy -= 1;
        idle.push(wire);
      });
      return true;
    },
    pending: () => busy,
    close: () => idle.forEach((wire) => wire.close()),
  };
};

export const alarmPosts = async (port, token) => posts('alarms', port, '/api/intake/alarms', token, 128, true, (number) => alarmText(`bench-${number}`, number));
export const signalPosts = async (port, token) => posts('signals', port, '/api/intake/signals', token, 128, false, (number, now) => senmlPack('LIFT', number % 500, number, now + Math.floor(number / 500)));

export const brokerMessages = async (url, topic) => {
  const result = tally('mqtt');
  const client = await connectAsync(url);
  return {
    result,
    send: (now) => {
      const number = result.sent;
      result.sent += 1;
      client.publish(`${topic}/${number % 500}`, senmlPack('PARK', number % 500, number, now + Math.floor(number / 500)), { qos: 1 });
      return true;
    },
    pending: () => 0,
    close: () => client.endAsync(true),
  };
};
