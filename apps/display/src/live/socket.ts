import type { PushEvents, PushName, PushPayload } from '@one-screen/contracts';
import { io, type Socket } from 'socket.io-client';

/** The one socket of this page: the server speaks, we listen; it heals itself for as long as the page lives. */
type Listens = { [N in PushName]: (payload: PushPayload<N>) => void } & PushEvents;
const FIRST_DELAY = 500;
const LAST_DELAY = 5_000;

export const socket: Socket<Listens, Record<string, never>> = io({
  path: '/socket.io',
  transports: ['websocket', 'polling'],
  autoConnect: false,
  withCredentials: true,
  reconnection: true,
  reconnectionAttempts: Infinity,
  reconnectionDelay: FIRST_DELAY,
  reconnectionDelayMax: LAST_DELAY,
  randomizationFactor: 0.5,
});

let wanted = false;
let again: ReturnType<typeof setTimeout> | undefined;

/** Socket.IO gives up when the server itself refuses or hangs up; a wall never does. */
const retryWhenGivenUp = (): void => {
  if (!wanted || socket.active || again) return;
  again = setTimeout(() => {
    again = undefined;
    if (wanted && !socket.connected) socket.connect();
  }, FIRST_DELAY + Math.random() * (LAST_DELAY - FIRST_DELAY));
};
socket.on('disconnect', retryWhenGivenUp);
socket.on('connect_error', retryWhenGivenUp);

/** Connects, and keeps at it until `closeSocket`. */
export const openSocket = (): void => {
  wanted = true;
  if (!socket.connected && !socket.active) socket.connect();
};

export const closeSocket = (): void => {
  wanted = false;
  clearTimeout(again);
  again = undefined;
  socket.disconnect();
};
