import type { Parsed, Signal } from '@one-screen/domain';
import { dateTime } from '../format';

/** One line of a result: which kind of signal, what it says, or what is wrong with it and where. */
export interface TrialLine {
  kind?: Signal['kind'];
  level?: string;
  text: string;
  faults: { path: string; message: string }[];
}

const place = ({ lon, lat }: { lon: number; lat: number }): string => `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
const facts = (...parts: (string | number | undefined | false)[]): string => parts.filter((part) => part !== undefined && part !== false && part !== '').join(' · ');

const textOf = (signal: Signal): string => {
  switch (signal.kind) {
    case 'alarm': return facts(signal.title, signal.key, signal.cleared && '✓', signal.value, signal.deviceCode, signal.objectCode, signal.location && place(signal.location), dateTime(signal.occurredAt));
    case 'reading': return facts(signal.deviceCode, `${signal.point} = ${signal.value} ${signal.unit}`.trim(), signal.quality !== 'good' && signal.quality, dateTime(signal.at));
    case 'position': return facts(signal.name, signal.deviceCode, place(signal.location), signal.speedKmh !== undefined && `${signal.speedKmh} km/h`, signal.courseDeg !== undefined && `${signal.courseDeg}°`, dateTime(signal.at));
    case 'status': return facts(signal.name, signal.deviceCode, signal.status, dateTime(signal.at));
    case 'message': return facts(signal.deviceCode, signal.text, dateTime(signal.at));
  }
};

/** What each element of a message became, in order. */
export const linesOf = (elements: readonly Parsed<Signal>[]): TrialLine[] =>
  elements.map((element) => (element.ok
    ? { kind: element.signal.kind, ...(element.signal.kind === 'alarm' && { level: element.signal.level }), text: textOf(element.signal), faults: [] }
    : { text: element.key ?? '', faults: element.faults }));
