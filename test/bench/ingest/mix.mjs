// What the field of the ingest benchmark consists of: who speaks how often, and where each source listens. Made-up devices of a large city.

/** Share of all frames a second, by the way they come. Modbus is polled by the product and comes on top. */
export const SHARES = { jt808: 0.6, ais: 0.2, hj212: 0.08, gbt26875: 0.04, mqtt: 0.03, signals: 0.025, alarms: 0.025 };

/** 200 connections of relays with 18 vehicles each: at 6,000 frames/s every vehicle reports each second. */
export const VEHICLES = { connections: 200, each: 18 };
export const SHIPS = 3_000;
export const STATIONS = { connections: 60, each: 5 };
export const FIRE_UNITS = 50;
export const PLCS = { count: 8, points: 40, every: 500 };
/** Of so many reports of a vehicle (data units of a fire unit) one raises or clears an alarm. */
export const ALARM_EVERY = { jt808: 33, gbt26875: 5 };

const HOST = '127.0.0.1';

/** Points of one PLC: tanks for the most part, by which the rules have something to judge. */
export const pointsOf = (plc) => Array.from({ length: PLCS.points }, (_, index) => ({
  address: index, register: 'holding', type: 'u16', scale: 0.1, point: index % 4 ? `analog-${index}` : 'tank-level', unit: '%', deviceCode: `PLC-${plc}-${index}`,
}));

/** The sources file. `ports`: jt808, fire, dust, ais, and one for each PLC. */
export const sourcesOf = (ports, tokens, topic) => {
  const line = (id, kind, sector, options) => ({ id, kind, sector, name: `压力测试 ${id}`, silentAfter: 'PT5M', options });
  return [
    line('bench-jt808', 'jt808', 'road', { host: HOST, port: ports.jt808, speedLimits: { default: 80 } }),
    line('bench-gbt26875', 'gbt26875', 'fire', { host: HOST, port: ports.gbt26875 }),
    line('bench-hj212', 'hj212', 'construction', { host: HOST, port: ports.hj212 }),
    line('bench-ais', 'ais', 'marine', { transport: 'udp', host: HOST, port: ports.ais }),
    ...ports.plcs.map((port, plc) => line(`bench-plc-${plc}`, 'modbus', 'industry', { host: HOST, port, every: PLCS.every, points: pointsOf(plc) })),
    { ...line('bench-alarms', 'http', 'city', {}), token: tokens.alarms },
    { ...line('bench-signals', 'http', 'equipment', { format: 'senml' }), token: tokens.signals },
    ...(topic ? [line('bench-mqtt', 'mqtt', 'tourism', { topic, format: 'senml' })] : []),
  ];
};
