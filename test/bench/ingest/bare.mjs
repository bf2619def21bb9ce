// Child process: the bare limit of ingest. The same mix of frames only decoded to signals; then rows as many and as large as those frames
// leave behind inserted into the product's own tables, 2,000 frames to a transaction. No connections, no answers, no rules, no memory.
import { createRequire } from 'node:module';
import { openAisReader } from '../../../libs/connectors/dist/ais/ais.reader.js';
import { openAisInterpreter } from '../../../libs/connectors/dist/ais/ais.signals.js';
import { parsePacket } from '../../../libs/connectors/dist/gbt26875/gbt26875.frame.js';
import { signalReader } from '../../../libs/connectors/dist/gbt26875/gbt26875.signals.js';
import { decodeUnit } from '../../../libs/connectors/dist/gbt26875/gbt26875.units.js';
import { decodeFrame } from '../../../libs/connectors/dist/hj212/hj212.frame.js';
import { signalsOf as dustSignals } from '../../../libs/connectors/dist/hj212/hj212.signals.js';
import { parseFrame } from '../../../libs/connectors/dist/jt808/jt808.frame.js';
import { createJt808Framer } from '../../../libs/connectors/dist/jt808/jt808.framer.js';
import { readLocation } from '../../../libs/connectors/dist/jt808/jt808.location.js';
import { NOTHING_KNOWN, signalsOf as vehicleSignals } from '../../../libs/connectors/dist/jt808/jt808.signals.js';
import { parseNative } from '../../../libs/connectors/dist/native/native.parser.js';
import { resolveSenml } from '../../../libs/connectors/dist/senml/senml.js';
import { clock } from '../measures.mjs';
import { alarmText } from '../messages.mjs';
import { dustReport, fireUnit, location, senmlPack, shipLines, vehicleName } from './frames.mjs';
import { SHARES } from './mix.mjs';

const require = createRequire(import.meta.url);
const FRAMES = 20_000;
const AT_ONCE = 2_000;
const ROWS_AT_ONCE = 400;

/** The mix as bytes, and what reads each. */
const recorded = (now) => {
  const framer = createJt808Framer();
  const standings = new Map();
  const ais = openAisReader();
  const ships = openAisInterpreter();
  const fires = signalReader(false);
  const readers = {
    jt808: (bytes) => framer.push(bytes).flatMap((cut) => {
      const { frame } = parseFrame(cut.frame);
      const { batch, after } = vehicleSignals(readLocation(frame.body).value, { deviceCode: frame.phone, version: frame.version, coordinates: 'wgs84' }, standings.get(frame.phone) ?? NOTHING_KNOWN, false, now);
      standings.set(frame.phone, after);
      return batch;
    }),
    ais: (bytes) => bytes.toString('latin1').split('\r\n').flatMap((line) => {
      const heard = line ? ais.read(line, now) : undefined;
      return heard?.kind === 'message' ? ships.signals(heard.message, heard.at) : [];
    }),
    hj212: (bytes) => dustSignals(decodeFrame(bytes).frame, {}, now),
    gbt26875: (bytes) => {
      const { packet } = parsePacket(bytes);
      return fires.read(decodeUnit(packet.unit).unit, { deviceCode: packet.source, at: now }).batch;
    },
    mqtt: (bytes) => resolveSenml(JSON.parse(bytes.toString()), now).readings,
    signals: (bytes) => resolveSenml(JSON.parse(bytes.toString()), now).readings,
    alarms: (bytes) => parseNative(JSON.parse(bytes.toString())),
  };
  const makers = {
    jt808: (n) => location(n % 3600, n & 0xffff, n, n % 33 === 0, now), ais: (n) => shipLines(n % 3000, n), hj212: (n) => dustReport(n % 300, n, now).bytes,
    gbt26875: (n) => fireUnit(n % 50, n & 0xffff, n % 5 ? undefined : n % 2 === 0, now), mqtt: (n) => Buffer.from(senmlPack('PARK', n % 500, n, now)), signals: (n) => Buffer.from(senmlPack('LIFT', n % 500, n, now)), alarms: (n) => Buffer.from(alarmText(`b-${n}`, n)),
  };
  return Object.entries(SHARES).flatMap(([name, share]) => Array.from({ length: Math.round(FRAMES * share) }, (_, n) => ({ bytes: makers[name](n), read: readers[name] })));
};

const decode = (seconds) => {
  const frames = recorded(Date.now());
  const end = clock() + seconds * 1000;
  const began = clock();
  let decoded = 0;
  let signals = 0;
  while (clock() < end) for (const { bytes, read } of frames) {
    signals += read(bytes).length;
    decoded += 1;
  }
  if (signals < decoded) throw new Error('some frames said nothing');
  return decoded / ((clock() - began) / 1000);
};

const TABLES = {
  position_track: ['device_code', 'at', 'lon', 'lat', 'speed_kmh', 'course_deg', 'source_id'],
  position_latest: ['device_code', 'at', 'lon', 'lat', 'speed_kmh', 'course_deg', 'source_id', 'name', 'sector', 'object_code', 'received_at'],
  reading_raw: ['device_code', 'point', 'at', 'value', 'quality', 'source_id'],
  reading_latest: ['device_code', 'point', 'at', 'value', 'quality', 'source_id', 'unit', 'sector', 'object_code', 'received_at'],
};

const insert = (file, seconds) => {
  const Sqlite = require('libsql');
  const db = new Sqlite(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000']) db.pragma(pragma);
  const prepared = new Map();
  const put = (table, rows) => {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const slice = rows.slice(at, at + ROWS_AT_ONCE);
      const columns = TABLES[table];
      const sql = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES ${slice.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ')}`;
      if (!prepared.has(sql)) prepared.set(sql, db.prepare(sql));
      prepared.get(sql).run(slice.flatMap((row) => columns.map((column) => row[column] ?? null)));
    }
  };
  // Of 2,000 frames: 80 % are positions, and dust and SenML leave some 4 readings each behind 13.5 % of them.
  const positions = Math.round(AT_ONCE * (SHARES.jt808 + SHARES.ais));
  const readings = Math.round(AT_ONCE * (SHARES.hj212 * 4 + (SHARES.mqtt + SHARES.signals) * 3 + SHARES.gbt26875 * 1.6));
  const end = clock() + seconds * 1000;
  const began = clock();
  let frames = 0;
  for (let round = 0; clock() < end; round += 1) {
    const at = began + round;
    db.exec('BEGIN');
    const moved = Array.from({ length: positions }, (_, n) => ({ device_code: vehicleName((round * positions + n) % 6_600), at: Math.round(at), lon: 121.1, lat: 28.8, speed_kmh: 40, course_deg: 90, source_id: 'bench-jt808', sector: 'road', received_at: Math.round(at) }));
    put('position_track', moved);
    put('position_latest', moved);
    const measured = Array.from({ length: readings }, (_, n) => ({ device_code: `BENCH${(round * readings + n) % 1_300}`, point: 'PM10', at: Math.round(at), value: 40 + n / 7, quality: 0, source_id: 'bench-hj212', unit: 'µg/m³', sector: 'construction', received_at: Math.round(at) }));
    put('reading_raw', measured);
    put('reading_latest', measured);
    db.exec('COMMIT');
    frames += AT_ONCE;
  }
  const perSecond = frames / ((clock() - began) / 1000);
  db.close();
  return perSecond;
};

process.on('message', ({ file, seconds }) => process.send({ decoded: decode(seconds), inserted: insert(file, seconds) }));
