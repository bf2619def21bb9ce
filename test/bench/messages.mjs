// The made-up alarms of the benchmarks: native messages (interface.md) such as a gas probe or a smoke detector would send.
const LEVELS = ['yellow', 'blue'];
const TITLES = ['燃气浓度超限', '消防水压不足', '配电箱温度偏高', '井盖位移', '电梯困人复位'];

/** One background alarm as JSON text. `number` varies what devices vary; the same key is the same alarm. */
export const alarmText = (key, number = 0) => {
  const lon = (121.1 + (number % 97) * 0.0005).toFixed(5);
  const lat = (28.84 + (number % 89) * 0.0004).toFixed(5);
  return `{"key":"${key}","sector":"city","level":"${LEVELS[number % 2]}","title":"${TITLES[number % TITLES.length]}","occurredAt":"${new Date().toISOString()}","location":{"lon":${lon},"lat":${lat}},"value":"${number % 100} %LEL","detail":{"device":"${key}","battery":${number % 100}}}`;
};

/** `count` alarms with keys of their own, as one JSON array (or one object when `count` is 1). */
export const alarmsText = (prefix, from, count) => {
  if (count === 1) return alarmText(`${prefix}${from}`, from);
  const texts = [];
  for (let number = from; number < from + count; number += 1) texts.push(alarmText(`${prefix}${number}`, number));
  return `[${texts.join(',')}]`;
};

/** An orange alarm: the wall shows it above the background. `value` may carry the sender's clock. */
export const probeText = (key, value = '') =>
  JSON.stringify({ key, sector: 'city', level: 'orange', title: '可燃气体报警', occurredAt: new Date().toISOString(), location: { lon: 121.12, lat: 28.85 }, value: String(value), detail: { device: key } });
