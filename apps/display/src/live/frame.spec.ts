import { oncePerFrame } from './frame';

describe('changes landing on the screen', () => {
  let frames: (() => void)[] = [];
  const nextFrame = (): void => {
    const now = frames;
    frames = [];
    now.forEach((run) => run());
  };
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    frames = [];
    Object.assign(globalThis, {
      document: { hidden: false },
      requestAnimationFrame: (run: () => void) => frames.push(run),
      cancelAnimationFrame: () => undefined,
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    for (const name of ['document', 'requestAnimationFrame', 'cancelAnimationFrame']) Reflect.deleteProperty(globalThis, name);
  });

  it('takes the first after a quiet moment at once and a burst behind it in one frame', async () => {
    const land = jest.fn();
    const ask = oncePerFrame(land);
    ask();
    await Promise.resolve();
    expect(land).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 500; i += 1) ask();
    await Promise.resolve();
    expect(land).toHaveBeenCalledTimes(1);
    nextFrame();
    expect(land).toHaveBeenCalledTimes(2);
    nextFrame();
    jest.advanceTimersByTime(5_000);
    expect(land).toHaveBeenCalledTimes(2);
  });

  it('lands by timer while the page is hidden, and when it was hidden before the frame came', async () => {
    const land = jest.fn();
    const ask = oncePerFrame(land);
    Object.assign(globalThis, { document: { hidden: true } });
    ask();
    await Promise.resolve();
    expect(land).not.toHaveBeenCalled();
    jest.advanceTimersByTime(250);
    expect(land).toHaveBeenCalledTimes(1);
    Object.assign(globalThis, { document: { hidden: false } });
    ask();
    jest.advanceTimersByTime(250);
    expect(land).toHaveBeenCalledTimes(2);
  });
});
