// Child process: many screens at once. Each alarm's `value` carries the sender's clock; what passed since is the delivery latency.
import { io } from 'socket.io-client';
import { clock, pause } from './measures.mjs';

const sockets = [];
let latencies = [];
let sample;

const open = async ({ url, token, count }) => {
  let connected = 0;
  await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`only ${connected} of ${count} sockets are connected`)), 60_000);
    const openAll = async () => {
      for (let number = 0; number < count; number += 1) {
        const socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
        socket.on('alarm', (view) => {
          latencies.push(clock() - Number(view.value));
          sample = view;
        });
        socket.once('connect', () => {
          connected += 1;
          if (connected < count) return;
          clearTimeout(limit);
          resolve();
        });
        socket.once('connect_error', reject);
        sockets.push(socket);
        if (number % 10 === 9) await pause(40);
      }
    };
    void openAll();
  });
};

process.on('message', async (request) => {
  if (request.kind === 'open') {
    await open(request);
    process.send('open');
  } else if (request.kind === 'forget') {
    latencies = [];
    process.send('forgotten');
  } else if (request.kind === 'report') process.send({ latencies: Float64Array.from(latencies), sample, connected: sockets.filter((socket) => socket.connected).length });
});
