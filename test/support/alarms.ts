/** A native alarm (interface.md) with what the test cares about laid over it. */
export const nativeAlarm = (patch: Record<string, unknown> = {}) => ({
  key: `device-${Math.random().toString(36).slice(2)}`,
  sector: 'city',
  level: 'yellow',
  title: '燃气浓度超限',
  occurredAt: new Date().toISOString(),
  ...patch,
});

export const until = async <T>(ask: () => Promise<T | undefined | false> | T | undefined | false, limitMs = 90_000, everyMs = 50): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`did not happen within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
