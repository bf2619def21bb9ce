// Decoders of byte streams: what is cut from one connection's bytes, and what the frames say. Each remembers what its connector would.
import { createJt808Framer } from '../../../libs/connectors/dist/jt808/jt808.framer.js';
import { encodeFrame as encodeJt808, parseFrame } from '../../../libs/connectors/dist/jt808/jt808.frame.js';
import { encodeLocation, readLocation } from '../../../libs/connectors/dist/jt808/jt808.location.js';
import { encodeBatch, encodeRegistration, MESSAGE, readAuthentication, readBatch, readGeneralAnswer, readRegisterAnswer, readRegistration } from '../../../libs/connectors/dist/jt808/jt808.messages.js';
import { createPartJoiner } from '../../../libs/connectors/dist/jt808/jt808.packets.js';
import { NOTHING_KNOWN, signalsOf as signalsOfLocation } from '../../../libs/connectors/dist/jt808/jt808.signals.js';
import { encodePacket, parsePacket } from '../../../libs/connectors/dist/gbt26875/gbt26875.frame.js';
import { gbt26875Framer } from '../../../libs/connectors/dist/gbt26875/gbt26875.framer.js';
import { signalReader } from '../../../libs/connectors/dist/gbt26875/gbt26875.signals.js';
import { decodeUnit, encodeUnit } from '../../../libs/connectors/dist/gbt26875/gbt26875.units.js';
import { crcOf, crcText } from '../../../libs/connectors/dist/hj212/hj212.crc.js';
import { decodeFrame as decodeHj212, encodeFrame as encodeHj212 } from '../../../libs/connectors/dist/hj212/hj212.frame.js';
import { hj212Framer } from '../../../libs/connectors/dist/hj212/hj212.framer.js';
import { hj212Packages } from '../../../libs/connectors/dist/hj212/hj212.packages.js';
import { signalsOf as signalsOfHj212 } from '../../../libs/connectors/dist/hj212/hj212.signals.js';
import { openLines } from '../../../libs/connectors/dist/ais/ais.lines.js';
import { encodeAisLines, openAisReader } from '../../../libs/connectors/dist/ais/ais.reader.js';
import { encodeSentence } from '../../../libs/connectors/dist/ais/ais.sentence.js';
import { openAisInterpreter } from '../../../libs/connectors/dist/ais/ais.signals.js';
import { mangled } from './random.mjs';

const NOW = Date.UTC(2026, 2, 1);
const ok = (signals) => signals.map((signal) => ({ ok: true, signal }));

/** A stream decoder: `good` is a whole frame that `push` must name (`heard`) when it comes; `mangle` spoils one; `sealed` is nonsense in a right envelope; `endless` begins what never ends. */
const jt808 = {
  name: 'jt808',
  open: () => {
    const framer = createJt808Framer();
    const joiner = createPartJoiner(() => undefined);
    const standings = new Map();
    const locate = (report, frame, backfill) => {
      const { batch, after } = signalsOfLocation(report, { deviceCode: frame.phone, version: frame.version, coordinates: frame.serial % 2 ? 'gcj02' : 'wgs84', speedLimit: 80 }, standings.get(frame.phone) ?? NOTHING_KNOWN, backfill, NOW);
      if (standings.size > 1000) standings.clear();
      standings.set(frame.phone, after);
      return batch;
    };
    const say = (frame) => {
      const { id, body, version } = frame;
      if (id === MESSAGE.location) {
        const read = readLocation(body);
        return read.ok ? locate(read.value, frame, false) : [];
      }
      if (id === MESSAGE.batch) {
        const read = readBatch(body);
        return read.ok ? read.value.reports.flatMap((report) => (report.ok ? locate(report.value, frame, read.value.backfill) : [])) : [];
      }
      if (id === MESSAGE.register) readRegistration(body, version);
      else if (id === MESSAGE.authenticate) readAuthentication(body, version);
      else if (id === MESSAGE.registerAnswer) readRegisterAnswer(body);
      else readGeneralAnswer(body);
      return [];
    };
    return {
      push: (chunk) => {
        const heard = [];
        const batch = [];
        for (const cut of framer.push(chunk)) {
          const read = cut.ok ? parseFrame(cut.frame) : undefined;
          if (!read?.ok) continue;
          heard.push(`${read.frame.phone}/${read.frame.serial}`);
          if (!read.frame.part) batch.push(...say(read.frame));
          else {
            const joined = joiner.push(read.frame, NOW);
            if (joined.state === 'whole') {
              batch.push(...say({ ...read.frame, body: joined.body }));
              joiner.forget(joined.key);
            }
          }
        }
        return { heard, batch };
      },
    };
  },
  good: (random, number) => {
    const [phone, serial] = [String(13_900_000_000 + (number >>> 16)), number & 0xffff];
    const location = { alarms: random.next(), status: 3, lat: 28.85, lon: 121.13, altitudeM: 12, speedKmh: random.below(120), direction: random.below(360), at: NOW, items: [{ item: 'mileageKm', value: random.below(1e6) / 10 }] };
    const body = random.chance(80) ? encodeLocation(location) : encodeBatch([location, location, location], random.chance(50));
    return { name: `${phone}/${serial}`, bytes: encodeJt808({ id: body.length > 60 ? MESSAGE.batch : MESSAGE.location, version: random.pick(['2013', '2019']), protocolVersion: 1, phone, serial, encryption: 0, body }) };
  },
  sealed: (random) => {
    const id = random.pick([...Object.values(MESSAGE), MESSAGE.location, MESSAGE.batch, random.below(65_536)]);
    let body = random.bytes(random.pick([0, 1, 3, 5, 25, 28, 37, 60, 200, 1023]));
    // Items of the lengths that are looked into, with anything in them.
    if (id === MESSAGE.location && random.chance(70)) body = Buffer.concat([random.bytes(28), ...Array.from({ length: random.below(6) }, () => {
      const [item, length] = random.pick([[0x64, 47], [0x65, 47], [0x11, 5], [0x12, 6], [0x13, 7], [0x18, 3], [0x01, 4], [random.below(256), random.below(60)]]);
      return Buffer.concat([Buffer.of(item, length), random.bytes(length)]);
    })]);
    if (id === MESSAGE.register && random.chance(50)) body = encodeRegistration({ province: 33, city: 1082, maker: '', model: '', terminalId: '', colour: random.below(256), plate: random.bytes(random.below(40)).toString('latin1') }, random.pick(['2011', '2013', '2019']));
    const part = random.chance(20) ? { total: random.below(70), index: random.below(70) } : undefined;
    return encodeJt808({ id, version: random.pick(['2013', '2019']), protocolVersion: random.below(256), phone: random.digits(random.between(1, 12)), serial: random.below(65_536), encryption: random.chance(90) ? 0 : random.below(8), body: body.subarray(0, 1023), ...(part && { part }) });
  },
  mangle: (random, bytes) => mangled(random, bytes, [0x7e, 0x7d, 0x01, 0x02]),
  endless: () => [Buffer.of(0x7e), Buffer.alloc(65_536, 0x41)],
};

const packetOf = (source, serial, unit, command = 2) => encodePacket({ serial, version: { main: 1, user: 1 }, sentAt: NOW, source, destination: '0', command, unit });
const gbt26875 = {
  name: 'gbt26875',
  open: () => {
    const framer = gbt26875Framer();
    const reader = signalReader(true, 5_000);
    return {
      push: (chunk) => {
        const heard = [];
        const batch = [];
        for (const cut of framer.push(chunk)) {
          const parsed = cut.ok ? parsePacket(cut.frame) : undefined;
          if (!parsed?.ok) continue;
          const { source, serial, unit: bytes, sentAt } = parsed.packet;
          heard.push(`${source}/${serial}`);
          const { unit } = decodeUnit(bytes);
          if (!unit) continue;
          const said = reader.read(unit, { deviceCode: source, at: sentAt ?? NOW });
          batch.push(...said.batch);
          if (serial % 7 === 0) said.undo();
        }
        return { heard, batch };
      },
    };
  },
  good: (random, number) => {
    const [source, serial] = [String(1_000_000 + (number >>> 16)), number & 0xffff];
    const unit = encodeUnit({ type: 2, objects: Array.from({ length: random.between(1, 4) }, () => ({ sysType: 1, sysAddr: 1, compType: 40, zone: random.below(9), position: random.below(9), state: random.below(1024), text: '一层走廊', at: NOW })) });
    return { name: `${source}/${serial}`, bytes: packetOf(source, serial, unit) };
  },
  sealed: (random) => {
    const type = random.pick([1, 2, 3, 4, 5, 6, 7, 8, 21, 24, 25, 26, 28, 89, 90, 91, random.below(256)]);
    const unit = random.chance(90) ? Buffer.concat([Buffer.of(type, random.pick([0, 1, 2, 22, 63, 102, 127, 255, random.below(256)])), random.bytes(random.pick([0, 1, 7, 10, 46, 160, 1022]))]) : random.bytes(random.below(1024));
    return packetOf(String(random.below(2 ** 31)), random.below(65_536), unit, random.below(256));
  },
  mangle: (random, bytes) => mangled(random, bytes, [0x40, 0x40, 0x23, 0x00, 0x04]),
  endless: () => [Buffer.from('4040010001010000000000000000000000000000000000000000000004', 'hex'), Buffer.alloc(65_536, 0x40)],
};

const KEY = Buffer.alloc(16, 0x30);
const hj212 = {
  name: 'hj212',
  open: () => {
    const framer = hj212Framer();
    const packages = hj212Packages(() => undefined);
    return {
      push: (chunk) => {
        const heard = [];
        const batch = [];
        for (const cut of framer.push(chunk)) {
          // A source without the key must stand it as well.
          const read = cut.ok ? (decodeHj212(cut.frame), decodeHj212(cut.frame, KEY)) : undefined;
          if (!read?.ok) continue;
          const joined = packages.add(read.frame, NOW);
          if (joined.kind === 'whole') {
            heard.push(`${joined.frame.mn}/${joined.frame.qn}`);
            batch.push(...signalsOfHj212(joined.frame, { PM10: 'mg/m³' }, NOW));
            packages.done(joined.frame);
          }
        }
        return { heard, batch };
      },
    };
  },
  good: (random, number) => {
    const [mn, qn] = ['010000A8900016F000169DC0', String(20_260_301_000_000_000 + number)];
    const frame = { qn, st: '39', cn: random.pick(['2011', '2011', '2051', '2061']), pw: '123456', mn, flag: 5, cp: `DataTime=20260301000000;a34002-Rtd=${random.below(999)}.${random.below(10)},a34002-Avg=80.1,a34002-Flag=N;LA-Rtd=62.5,LA-Avg=60,LA-Flag=N` };
    return { name: `${mn}/${qn}`, bytes: encodeHj212(frame, random.chance(10) ? { key: KEY, form: random.pick(['bytes', 'text']) } : undefined) };
  },
  sealed: (random) => {
    const number = () => random.pick(['NaN', '1e308', '-', '', '1'.repeat(20), '9'.repeat(14), '-0', '0.00000000001', '3,14', '8１', '1e5', '+5.5', `${random.below(1e6)}`]);
    const stamp = () => random.pick(['20260301000000', '00000101000000', '99991231235959', '20260231000000', '20261301000000', '20260301256060', random.digits(14), random.digits(17), '2026']);
    const code = () => random.pick(['a34002', 'LA', 'Leq', 'a01001', 'w01018', '__proto__', 'constructor', 'SB1', '指标', '-', '', 'x'.repeat(60)]);
    const items = Array.from({ length: random.below(8) }, () => `${code()}-${random.pick(['Rtd', 'Avg', 'Data', 'RS', 'Flag', ''])}=${number()},${code()}-Flag=${random.pick(['N', 'D', '☃', '', 'NN'])}`);
    const cp = random.chance(80) ? [`DataTime=${stamp()}`, ...items].join(random.pick([';', ';;', ',;'])) : random.bytes(random.below(900)).toString('latin1');
    const cn = random.pick(['2011', '2021', '2031', '2051', '2061', '2081', '9015', '9014', '1013', '0000', random.digits(4)]);
    const segment = Buffer.from(random.chance(85)
      ? `QN=${stamp()};ST=${random.pick(['39', '22', '91', '', '999999'])};CN=${cn};PW=${random.pick(['123456', '', 'x'.repeat(40)])};MN=${random.pick(['MN1', '', '中文', 'x'.repeat(80), random.digits(24)])};Flag=${random.pick(['5', '9', '7', '255', '256', '-1', 'x', ''])};${random.chance(30) ? `PNUM=${random.below(120)};PNO=${random.below(120)};` : ''}CP=&&${cp}&&`
      : random.pick(['CP=&&&&', '&&', 'QN=1;CP=&&{0x00,0xFF}&&', 'QN=1;CP=&&&&&&', 'CP=&', '']));
    return Buffer.concat([Buffer.from(`##${String(segment.length % 10_000).padStart(4, '0')}`), segment, Buffer.from(`${crcText(crcOf(segment))}\r\n`)]);
  },
  mangle: (random, bytes) => mangled(random, bytes, [0x23, 0x23, 0x26, 0x30, 0x39, 0x0d, 0x0a, 0x7b]),
  endless: (random) => [Buffer.from(random.pick(['##9999QN=', '##0100QN=1;CP=&&{0x'])), Buffer.from('0x41,'.repeat(13_107))],
};

const ais = {
  name: 'ais',
  open: () => {
    const lines = openLines();
    const reader = openAisReader();
    const interpreter = openAisInterpreter();
    return {
      push: (chunk) => {
        const heard = [];
        const batch = [];
        for (const cut of lines.push(chunk)) {
          const read = cut.ok ? reader.read(cut.frame.toString('latin1'), NOW, 'fuzz') : undefined;
          if (read?.kind !== 'message') continue;
          heard.push(`${read.message.mmsi}`);
          batch.push(...ok(interpreter.signals(read.message, read.at)));
        }
        return { heard, batch };
      },
    };
  },
  good: (random, number) => {
    const mmsi = 200_000_000 + (number % 700_000_000);
    const message = random.pick([
      { type: 1, mmsi, lon: 121.41, lat: 28.71, speedKn: 8, courseDeg: 100, status: random.below(16) },
      { type: 18, mmsi, lon: 121.41, lat: 28.71, speedKn: 8, courseDeg: 100 },
      { type: 5, mmsi, name: 'ZHE LIN YU 123', shipType: 30, destination: 'TAIZHOU' },
      { type: 14, mmsi, text: 'MAN OVERBOARD' },
    ]);
    const framing = { sequence: number % 10, ...(random.chance(20) && { station: 'shore', time: NOW }) };
    return { name: `${mmsi}`, bytes: Buffer.from(encodeAisLines(message, framing).map((line) => `${line}\r\n`).join(''), 'latin1') };
  },
  sealed: (random) => {
    const payload = random.chance(80)
      ? String.fromCharCode(...Array.from({ length: random.pick([1, 7, 16, 28, 35, 60]) }, (_, at) => (at === 0 ? random.pick([1, 2, 3, 5, 14, 18, 19, 24, 27, random.below(64)]) : random.below(64))).map((six) => (six < 40 ? six + 48 : six + 56)))
      : random.bytes(random.between(1, 40)).toString('latin1').replace(/[!$*\\\r\n,]/g, 'x');
    const count = random.chance(70) ? 1 : random.between(1, 9);
    return Buffer.from(`${encodeSentence({ talker: random.pick(['AI', 'BS', 'zz']), own: random.chance(10), count, index: random.between(1, count), sequence: count > 1 ? String(random.below(10)) : '', channel: random.pick(['A', 'B', '', '1']), payload, fill: random.below(6), ...(random.chance(20) && { time: random.next() * 1000 }) })}\r\n`, 'latin1');
  },
  mangle: (random, bytes) => mangled(random, bytes, [0x21, 0x2a, 0x5c, 0x2c, 0x0d, 0x0a, 0x24]),
  endless: () => [Buffer.from('!AIVDM,1,1,,A,'), Buffer.alloc(65_536, 0x31)],
};

export const STREAMS = [jt808, gbt26875, hj212, ais];
