// Child process: the bare limit of push. A post is parsed, put into the view's shape and emitted to everyone; nothing is stored,
// checked or scoped. It also serves the bare page of alarm-to-glass.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { barePage } from './bare-page.mjs';

let template = {};
let made = 0;
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(barePage);
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const alarm = JSON.parse(Buffer.concat(chunks).toString());
    made += 1;
    const id = `bare${String(made).padStart(22, '0')}`;
    io.emit('alarm', { ...template, ...alarm, id, sequence: made, receivedAt: new Date().toISOString() });
    const answer = JSON.stringify({ results: [{ key: alarm.key, id, status: 'accepted' }] });
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
const io = new Server(server, { perMessageDeflate: false });

process.on('message', (request) => {
  template = request.template ?? {};
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
