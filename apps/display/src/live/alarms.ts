import type { AlarmPage, AlarmView, Hello, JournalPage } from '@one-screen/contracts';
import { isOpen } from '@one-screen/domain';
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { api } from '../api';
import { atTick } from '../clock';
import { useSession } from '../session';
import { calm } from './calm';
import { EMPTY, reconciled, withChanges, withoutEnded, type AlarmPicture } from './alarm-store';
import { oncePerFrame } from './frame';
import { useLink } from './link';
import { flood } from './link-state';
import { reloadWaitsFor } from './reload';
import { socket } from './socket';
import { Watermark } from './watermark';

/** Every alarm this screen may see, as it is now. */
export interface Alarms {
  map: Readonly<ShallowRef<ReadonlyMap<string, AlarmView>>>;
  open: ComputedRef<readonly AlarmView[]>;
  unsigned: ComputedRef<readonly AlarmView[]>;
  /** `map` and `open` for counts, tiles and the map: at most a second behind, quiet in a flood. */
  calmMap: Readonly<ShallowRef<ReadonlyMap<string, AlarmView>>>;
  calmOpen: Readonly<ShallowRef<readonly AlarmView[]>>;
  /** The first snapshot has landed. */
  ready: Ref<boolean>;
  /** Server time up to which everything is known, epoch milliseconds. */
  asOf: Ref<number>;
  /** Takes the answer of a command at once, before the push brings it. */
  apply(view: AlarmView): void;
}

const PAGE = 500;
/** Further behind than this, a snapshot is cheaper than the journal. */
const FAR_BEHIND = 5_000;
/** Pushed changes may still be on their way when a heartbeat overtakes them. */
const IN_FLIGHT = 300;
const RETRY_AFTER = 2_000;
const LESSER_EVERY = 250;
/** A server whose sequence stays below ours this long has another history. */
const OTHER_HISTORY_AFTER = 30_000;

const picture = shallowRef<AlarmPicture>(EMPTY);
const calmPicture = calm(picture);
const map = computed(() => picture.value.map);
const ready = ref(false);
const asOf = ref(0);
const watermark = new Watermark();
const endSeenAt = new Map<string, number>();
let waiting: AlarmView[] = [];
let generation = 0;
let latest = 0;
let belowSince: number | undefined;
/** As `asOf`, before the clock's tick shows it. */
let known = 0;
let running: Promise<void> | undefined;
let started = false;

const settle = (next: AlarmPicture): void => {
  const now = Date.now();
  for (const id of endSeenAt.keys()) if (!next.map.has(id)) endSeenAt.delete(id);
  const kept = withoutEnded(next, endSeenAt, now);
  if (kept !== picture.value) picture.value = kept;
};

const drain = (): void => {
  clearTimeout(lesserTimer);
  lesserTimer = undefined;
  const changes = waiting;
  waiting = [];
  if (changes.length) settle(withChanges(picture.value, changes));
};
const landSoon = oncePerFrame(drain);
let lesserTimer: ReturnType<typeof setTimeout> | undefined;
/** In a flood the lesser alarms, told as counts there, land a few times a second and leave the frames to the grave ones. */
const landLesser = (): void => {
  lesserTimer ??= setTimeout(drain, LESSER_EVERY);
};
/** Whether it wants its own row at once, even in a flood: grave, or known here, where somebody may just have signed for it. */
const wantsFrame = (view: AlarmView): boolean => view.level === 'red' || view.level === 'orange' || (view.state !== 'raised' && picture.value.map.get(view.id)?.state !== view.state);

const take = (view: AlarmView): void => {
  if (isOpen(view.state)) endSeenAt.delete(view.id);
  else if (!endSeenAt.has(view.id)) endSeenAt.set(view.id, Date.now());
  waiting.push(view);
  if (!flood.value || wantsFrame(view)) landSoon();
  else landLesser();
};

const snapshot = async (mine: number): Promise<void> => {
  const items: AlarmView[] = [];
  let cursor: string | undefined;
  let first: number | undefined;
  do {
    const page = await api.get<AlarmPage>(`/api/alarms?state=open&limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { background: true });
    first ??= page.latest;
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < FAR_BEHIND && mine === generation);
  if (mine !== generation || first === undefined) return;
  // Pushes that came meanwhile are newer than the snapshot: land them first, so that nothing known is taken for gone.
  const changes = waiting;
  waiting = [];
  const present = withChanges(picture.value, changes);
  // A snapshot cut short proves nothing about what it lacks.
  settle(cursor ? withChanges(present, items) : reconciled(present, items, first));
  watermark.reach(first);
  ready.value = true;
};

const journal = async (mine: number): Promise<void> => {
  let more = true;
  while (more && mine === generation) {
    const page = await api.get<JournalPage>(`/api/journal?after=${watermark.value}&limit=${PAGE}`, { background: true });
    if (mine !== generation) return;
    page.alarms.forEach(take);
    const stuck = page.through <= watermark.value;
    watermark.reach(page.through);
    more = page.more && !stuck;
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const catchUp = async (): Promise<void> => {
  for (;;) {
    const mine = generation;
    try {
      if (!ready.value || watermark.behind(latest) > FAR_BEHIND) await snapshot(mine);
      if (ready.value && watermark.behind(latest) > 0) await journal(mine);
      // Another reader, or another history, came meanwhile: what was fetched is not theirs.
      if (mine === generation) return;
    } catch {
      if (!useSession().view.value) return;
      await pause(RETRY_AFTER);
    }
  }
};

/** One catching up at a time; whoever asks meanwhile is served by the next heartbeat. */
const run = (): void => {
  running ??= catchUp().finally(() => { running = undefined; });
};

const startOver = (): void => {
  generation += 1;
  watermark.reset();
  belowSince = undefined;
  ready.value = false;
  run();
};

const forget = (): void => {
  waiting = [];
  endSeenAt.clear();
  latest = 0;
  picture.value = EMPTY;
  startOver();
};

let heardBefore = false;
const hear = (hello: Hello): void => {
  latest = hello.sequence;
  if (watermark.value > hello.sequence) {
    belowSince ??= Date.now();
    if (Date.now() - belowSince > OTHER_HISTORY_AFTER) forget();
    return;
  }
  belowSince = undefined;
  if (ready.value && watermark.behind(hello.sequence) === 0) {
    known = Date.parse(hello.serverTime);
    atTick(() => { asOf.value = known; });
    if (waiting.length === 0) settle(picture.value);
    return;
  }
  const first = !heardBefore;
  heardBefore = true;
  if (first || !ready.value) run();
  else setTimeout(() => { if (watermark.behind(latest) > 0) run(); }, IN_FLIGHT);
};

const start = (): void => {
  started = true;
  useLink();
  socket.on('alarm', (view) => {
    take(view);
    watermark.see(view.sequence);
  });
  socket.on('hello', hear);
  socket.on('disconnect', () => { heardBefore = false; });
  const { view } = useSession();
  watch(() => (view.value ? `${view.value.kind}:${view.value.username}` : undefined), (who, before) => {
    if (!who) return;
    if (before) forget();
    else run();
  }, { immediate: true });
  reloadWaitsFor(() => unsigned.value.some((alarm) => alarm.level === 'red'));
};

const open = computed(() => picture.value.open);
const calmMap = computed(() => calmPicture.value.map);
const calmOpen = computed(() => calmPicture.value.open);
const unsigned = computed(() => {
  const end = picture.value.open.findIndex((view) => view.state !== 'raised');
  return end < 0 ? picture.value.open : picture.value.open.slice(0, end);
});

/** The alarms of this page; the first use subscribes, then asks for the snapshot. */
export const useAlarms = (): Alarms => {
  if (!started) start();
  return { map, open, unsigned, calmMap, calmOpen, ready, asOf, apply: take };
};
