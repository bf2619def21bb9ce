/** A hidden page has no frames: changes land by timer instead. */
const HIDDEN_EVERY = 250;
/** After this long without a landing the next change does not wait for a frame: a single alarm takes the shortest way. */
const QUIET = 40;

/**
 * Runs `land` once however often it is asked: at once after a quiet moment, otherwise at the next animation frame
 * (by timer while the page is hidden). A burst is one landing a frame.
 */
export const oncePerFrame = (land: () => void): (() => void) => {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  let landedAt = -Infinity;
  const run = (): void => {
    if (!asked) return;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    asked = false;
    landedAt = performance.now();
    land();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) timer = setTimeout(run, HIDDEN_EVERY);
    else if (performance.now() - landedAt > QUIET) queueMicrotask(run);
    else {
      frame = requestAnimationFrame(run);
      // A page hidden between asking and the frame would wait for ever.
      timer = setTimeout(run, HIDDEN_EVERY);
    }
  };
};
