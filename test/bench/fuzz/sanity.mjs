// What may leave a decoder: signals in which every number is one, every place is on earth and every time in a year that computers know.
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2110, 0, 1);
const KINDS = new Set(['alarm', 'reading', 'position', 'status', 'message']);

const isText = (value, limit) => typeof value === 'string' && value.length > 0 && value.length <= limit && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value);

/** Why a signal must not leave, or undefined. */
const faultOf = (signal) => {
  if (!KINDS.has(signal.kind)) return `kind ${signal.kind}`;
  const at = signal.kind === 'alarm' ? signal.occurredAt : signal.at;
  if (!Number.isFinite(at) || at < EARLIEST || at > LATEST) return `time ${at}`;
  if (signal.deviceCode !== undefined && typeof signal.deviceCode !== 'string') return `device code ${signal.deviceCode}`;
  if (signal.kind === 'alarm' && !isText(signal.key, 400)) return `key ${JSON.stringify(signal.key)}`;
  if (signal.kind === 'alarm' && !isText(signal.title, 400)) return `title ${JSON.stringify(signal.title)}`;
  if (signal.kind === 'alarm' && typeof signal.value === 'number' && !Number.isFinite(signal.value)) return `value ${signal.value}`;
  if (signal.kind === 'reading' && !Number.isFinite(signal.value)) return `value ${signal.value}`;
  const { location } = signal;
  if (location && !(Math.abs(location.lon) <= 180 && Math.abs(location.lat) <= 90)) return `place ${location.lon}, ${location.lat}`;
  for (const name of ['speedKmh', 'courseDeg', 'expiresAt']) if (signal[name] !== undefined && !Number.isFinite(signal[name])) return `${name} ${signal[name]}`;
  return undefined;
};

/** Throws when one of these must not leave a decoder. */
export const checkSignals = (batch) => {
  for (const element of batch) {
    if (element.ok) {
      const fault = faultOf(element.signal);
      if (fault !== undefined) throw new Error(`a ${element.signal.kind} left with the ${fault}`);
    } else if (!element.faults.length) throw new Error('an element is refused without a reason');
  }
};
