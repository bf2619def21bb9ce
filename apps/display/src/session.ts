import type { SessionView } from '@one-screen/contracts';
import type { Permission } from '@one-screen/domain';
import { ref, shallowRef, type Ref } from 'vue';
import { api, ApiError, onUnauthenticated } from './api';

/** Who is using this screen. One for the whole page. */
export interface Session {
  view: Ref<SessionView | null>;
  /** The server no longer knows us, though it did before. */
  lost: Ref<boolean>;
  /** Asks who I am; null when nobody. Throws when the server cannot be reached. */
  load(): Promise<void>;
  signIn(username: string, password: string): Promise<void>;
  /** Trades a wall token for a cookie; a token that could not be tried yet is tried again by `retry`. */
  signInWall(token: string): Promise<void>;
  /** For a screen nobody stands at: tries the waiting token, or asks again who I am. */
  retry(): Promise<void>;
  signOut(): Promise<void>;
  may(permission: Permission): boolean;
}

const KEPT = 'one-screen.wall';
const view = shallowRef<SessionView | null>(null);
const lost = ref(false);
let waitingToken: string | undefined;

const enter = (next: SessionView): void => {
  view.value = next;
  lost.value = false;
  if (next.kind === 'wall') localStorage.setItem(KEPT, '1');
  else localStorage.removeItem(KEPT);
};

/** Whether this machine last served as a wall: such a page waits and retries instead of asking for a password. */
export const isWallMachine = (): boolean => view.value?.kind === 'wall' || localStorage.getItem(KEPT) === '1' || waitingToken !== undefined;

onUnauthenticated(() => {
  if (view.value) lost.value = true;
  view.value = null;
});

const session: Session = {
  view,
  lost,
  async load() {
    try {
      enter(await api.get<SessionView>('/api/session', { background: true }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) view.value = null;
      else throw error;
    }
  },
  async signIn(username, password) {
    const answer = await api.post<SessionView | undefined>('/api/session', { username, password });
    if (answer?.kind) enter(answer);
    else await session.load();
  },
  async signInWall(token) {
    waitingToken = token;
    const answer = await api.post<SessionView | undefined>('/api/session/wall', { token });
    waitingToken = undefined;
    if (answer?.kind) enter(answer);
    else await session.load();
  },
  retry: () => (waitingToken === undefined ? session.load() : session.signInWall(waitingToken)),
  async signOut() {
    await api.delete('/api/session').catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
    });
    localStorage.removeItem(KEPT);
    view.value = null;
    lost.value = false;
  },
  may: (permission) => view.value?.permissions.includes(permission) ?? false,
};

/** The session of this page. */
export const useSession = (): Session => session;

/** A person at work keeps the session awake: at most one call a minute. */
const KEEP_ALIVE_EVERY = 60_000;
let touchedAt = 0;
/** Listens for input once, at start-up. */
export const keepSessionAlive = (): void => {
  const touch = (): void => {
    if (!view.value || view.value.kind !== 'user' || Date.now() - touchedAt < KEEP_ALIVE_EVERY) return;
    touchedAt = Date.now();
    api.get<SessionView>('/api/session').then(enter, () => undefined);
  };
  for (const name of ['pointerdown', 'keydown', 'wheel'] as const) window.addEventListener(name, touch, { passive: true });
};
