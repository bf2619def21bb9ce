/** A hidden page has no frames: changes land by timer instead. */
const HIDDEN_EVERY = 250;

/** Runs `land` at the next animation frame, once however often it is asked; by timer while the page is hidden. */
export const oncePerFrame = (land: () => void): (() => void) => {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    land();
  };
  return () => {
    if (frame || timer) return;
    if (document.hidden) timer = setTimeout(run, HIDDEN_EVERY);
    else {
      frame = requestAnimationFrame(run);
      // A page hidden between asking and the frame would wait for ever.
      timer = setTimeout(run, HIDDEN_EVERY * 4);
    }
  };
};
