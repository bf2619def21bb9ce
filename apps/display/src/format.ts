import { locale, type Locale } from './locale';

/** Beijing time: the wall of a Chinese command center shows one time, whatever the machine is set to. */
const ZONE = 'Asia/Shanghai';
type Style = 'clock' | 'minute' | 'dateTime' | 'day' | 'weekday';
const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dateTime: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  weekday: { weekday: 'long' },
};
const made = new Map<string, Intl.DateTimeFormat>();
const formatter = (style: Style, lang: Locale): Intl.DateTimeFormat => {
  // A numeric date reads the same in both languages: 2026-11-23 08:05:09.
  const tag = style === 'day' || style === 'weekday' ? (lang === 'zh' ? 'zh-CN' : 'en-GB') : 'sv-SE';
  const key = `${style}|${tag}`;
  const kept = made.get(key) ?? new Intl.DateTimeFormat(tag, { ...STYLES[style], timeZone: ZONE });
  made.set(key, kept);
  return kept;
};

/** ISO text or epoch milliseconds. */
export type When = string | number | undefined | null;
const show = (style: Style, when: When): string => {
  const at = typeof when === 'string' ? Date.parse(when) : (when ?? Number.NaN);
  return Number.isFinite(at) ? formatter(style, locale.value).format(at) : '—';
};

/** 08:05:09 */
export const clockTime = (when: When): string => show('clock', when);
/** 08:05 */
export const minuteTime = (when: When): string => show('minute', when);
/** 2026-11-23 08:05:09 */
export const dateTime = (when: When): string => show('dateTime', when);
/** 2026年11月23日 */
export const day = (when: When): string => show('day', when);
/** 星期一 */
export const weekday = (when: When): string => show('weekday', when);

const HOUR = 3_600_000;
/** Beijing midnight before this moment, epoch milliseconds (China keeps one offset all year). */
export const startOfDay = (at: number): number => Math.floor((at + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;

const UNITS: Record<Locale, { now: string; second: string; minute: string; hour: string; day: string }> = {
  zh: { now: '刚刚', second: '秒前', minute: '分钟前', hour: '小时前', day: '天前' },
  en: { now: 'just now', second: 's ago', minute: ' min ago', hour: ' h ago', day: ' d ago' },
};

/** How long ago, in one unit: 刚刚, 12秒前, 5分钟前, 3小时前, 2天前. Takes milliseconds. */
export const ago = (ms: number): string => {
  const unit = UNITS[locale.value];
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 5) return unit.now;
  if (seconds < 60) return `${seconds}${unit.second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${unit.minute}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}${unit.hour}`;
  return `${Math.floor(seconds / 86_400)}${unit.day}`;
};

const two = (value: number): string => String(value).padStart(2, '0');
const span = (seconds: number): string => {
  if (seconds < 3600) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
};

/** Time left, mm:ss (h:mm:ss from an hour on); past the limit it counts on with a plus sign: +00:42. Takes milliseconds. */
export const countdown = (ms: number): string => (ms >= 0 ? span(Math.ceil(ms / 1000)) : `+${span(Math.floor(-ms / 1000))}`);

/** Elapsed time, mm:ss or h:mm:ss. Takes milliseconds. */
export const elapsed = (ms: number): string => span(Math.floor(Math.max(0, ms) / 1000));
