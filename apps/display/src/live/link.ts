import { SILENCE_LIMIT, type Hello } from '@one-screen/contracts';
import type { Ref } from 'vue';
import { flood, linkSince, linkState, serverOffset, type LinkCondition } from './link-state';
import { reloadQuietly } from './reload';
import { socket } from './socket';

/** The heartbeat of the server, as a state anyone can show. */
export interface Link {
  state: Ref<LinkCondition>;
  /** Live: when we last heard. Otherwise: the moment what is shown was true. */
  since: Ref<number>;
  serverOffset: Ref<number>;
  flood: Ref<boolean>;
}

/** How often silence is looked for: the banner must stand within five seconds. */
const LOOK_EVERY = 500;
/** The banner must stand within `SILENCE_LIMIT`, so silence is called one look earlier. */
const SILENT_AFTER = SILENCE_LIMIT - LOOK_EVERY;
/** Clock differences below this are network delay. */
const OFFSET_NOISE = 250;

let heardAt = -Infinity;
let started = false;

const hear = (hello: Hello): void => {
  heardAt = performance.now();
  const at = Date.parse(hello.serverTime);
  const offset = at - Date.now();
  if (Math.abs(offset - serverOffset.value) > OFFSET_NOISE) serverOffset.value = offset;
  flood.value = hello.flood;
  if (hello.database === 'down') {
    if (linkState.value !== 'database-down') linkSince.value = Date.parse(hello.databaseSince);
    linkState.value = 'database-down';
  } else {
    linkSince.value = at;
    linkState.value = 'live';
  }
  reloadQuietly(hello.build);
};

const look = (): void => {
  if (performance.now() - heardAt <= SILENT_AFTER) return;
  if (linkState.value === 'live' || linkState.value === 'database-down') linkState.value = 'silent';
  else if (linkState.value === 'connecting' && performance.now() > SILENCE_LIMIT) linkState.value = 'silent';
};

/** The link of this page; starts watching at the first use. */
export const useLink = (): Link => {
  if (!started) {
    started = true;
    socket.on('hello', hear);
    setInterval(look, LOOK_EVERY);
  }
  return { state: linkState, since: linkSince, serverOffset, flood };
};
