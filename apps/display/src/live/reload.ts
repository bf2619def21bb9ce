/** Reloading for a new build: at a quiet moment, and not every wall of the city in the same second. */
const SPREAD = 60_000;
const TRY_EVERY = 5_000;

let running: string | undefined;
let planned = false;
let busy: () => boolean = () => false;

/** Says when the screen must not reload (an unsigned red, a person typing). */
export const reloadWaitsFor = (isBusy: () => boolean): void => {
  const before = busy;
  busy = () => before() || isBusy();
};

const typing = (): boolean => document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement || document.querySelector('dialog[open]') !== null;

const tryReload = (): void => {
  if (busy() || typing()) setTimeout(tryReload, TRY_EVERY);
  else location.reload();
};

/** The first build heard is ours; another one later means a new deployment. */
export const reloadQuietly = (build: string): void => {
  running ??= build;
  if (build === running || planned) return;
  planned = true;
  setTimeout(tryReload, Math.random() * SPREAD);
};
