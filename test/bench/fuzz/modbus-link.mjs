// A Modbus device that answers rubbish, over real sockets: what the client library and our link make of it. Nothing in Modbus TCP marks
// where an answer begins, so a wrong length swallows the answers behind it; the connection is then made anew, as the connector does.
import { createServer } from 'node:net';
import { openLink } from '../../../libs/connectors/dist/modbus/modbus.link.js';
import { mangled, pieces, randomFrom } from './random.mjs';

const LINKS = 64;
/** Long beside the time an answer takes here, also on a busy machine. */
const TIMEOUT_MS = 400;
/** Requests without an answer after which the connector calls anew. */
const MISSES = 3;
const RIGHT = '0001000200030004';
const BLOCK = { register: 'holding', address: 0, length: 4, points: [], bridged: false };

/** The answer a device should give to a request for four words. */
const answerTo = (request) => Buffer.concat([request.subarray(0, 4), Buffer.of(0, 11, request[6], 3, 8), Buffer.from(RIGHT, 'hex')]);

const device = (random) => new Promise((resolve) => {
  const server = createServer((socket) => {
      // A new connection begins with a right answer; then every other one is rubbish.
      let raves = true;
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      if (request.length < 12) return;
      raves = !raves;
      const answer = raves ? mangled(random, answerTo(request), [0, 0, 3, 0x83, 0xff, 9]) : answerTo(request);
      for (const piece of pieces(random, answer)) socket.write(piece);
    });
  });
  server.listen(0, '127.0.0.1', () => resolve(server));
});

/** `heard`: a right answer came over the same connection, or over the next one after three misses. `renewed` counts those. */
export const modbusLinkRun = async (frames, seed) => {
  const random = randomFrom(seed);
  const server = await device(random);
  const { port } = server.address();
  const result = { frames: 0, signals: 0, refused: 0, exceptions: 0, told: [], tried: 0, heard: 0, missed: [], slowestMs: 0, renewed: 0 };
  const uncaught = (error) => {
    result.exceptions += 1;
    result.told.push(error.stack.split('\n').slice(0, 3).join(' | '));
  };
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', uncaught);
  const open = () => openLink({ host: '127.0.0.1', port, unitId: 1, timeout: TIMEOUT_MS }, new AbortController().signal);
  const goneIs = (error) => (error instanceof Error ? undefined : Promise.reject(error));
  const work = async () => {
    let link = await open();
    while (result.frames < frames) {
      result.tried += 1;
      let misses = 0;
      let renewals = 0;
      // Until a right answer: at most three misses on each of two connections.
      for (let heard = false; !heard && renewals < 2;) {
        result.frames += 1;
        const answer = await link.read(BLOCK).catch(goneIs);
        heard = answer?.ok === true && answer.bytes.toString('hex') === RIGHT;
        if (answer?.ok) result.signals += 1;
        misses = answer === undefined || (!answer.ok && answer.missed) ? misses + 1 : 0;
        if (heard) result.heard += 1;
        else if (misses >= MISSES) {
          await link.close();
          link = await open();
          misses = 0;
          renewals += 1;
          result.renewed += 1;
        }
      }
    }
    await link.close();
  };
  await Promise.all(Array.from({ length: LINKS }, work));
  process.off('uncaughtException', uncaught);
  process.off('unhandledRejection', uncaught);
  server.close();
  return result;
};
