// The frames of the ingest benchmark, as cheap to make as they can be: number `n` of a kind is always the same but for the time.
import { encodeAisLines } from '../../../libs/connectors/dist/ais/ais.reader.js';
import { encodePacket } from '../../../libs/connectors/dist/gbt26875/gbt26875.frame.js';
import { encodeUnit } from '../../../libs/connectors/dist/gbt26875/gbt26875.units.js';
import { encodeFrame as encodeHj212 } from '../../../libs/connectors/dist/hj212/hj212.frame.js';
import { stampOf } from '../../../libs/connectors/dist/hj212/hj212.time.js';
import { encodeFrame as encodeJt808 } from '../../../libs/connectors/dist/jt808/jt808.frame.js';
import { encodeLocation } from '../../../libs/connectors/dist/jt808/jt808.location.js';
import { encodeAuthentication, encodeRegistration, MESSAGE } from '../../../libs/connectors/dist/jt808/jt808.messages.js';

const FATIGUE = 1 << 2;
/** Some 25 metres. */
const STEP = 0.00025;

/** A vehicle on its way round a block. */
const placeOf = (number, step) => ({ lon: 121.05 + (number % 60) * 0.003 + (step % 40) * STEP, lat: 28.75 + Math.floor(number / 60) * 0.002 });

export const vehicleName = (number) => String(13_800_000_000 + number);
const vehicleFrame = (number, serial, id, body) => encodeJt808({ id, version: '2013', protocolVersion: 0, phone: vehicleName(number), serial, encryption: 0, body });

/** Registers and authenticates, in one write. */
export const signOn = (number, serial) => Buffer.concat([
  vehicleFrame(number, serial, MESSAGE.register, encodeRegistration({ province: 33, city: 1082, maker: 'ONESC', model: 'BENCH', terminalId: String(number), colour: 2, plate: `浙J${10_000 + number}` }, '2013')),
  vehicleFrame(number, (serial + 1) & 0xffff, MESSAGE.authenticate, encodeAuthentication({ code: 'any' }, '2013')),
]);

/** A location report; `alarmed`: the driver is tired. */
export const location = (number, serial, step, alarmed, at) =>
  vehicleFrame(number, serial, MESSAGE.location, encodeLocation({ alarms: alarmed ? FATIGUE : 0, status: 3, ...placeOf(number, step), altitudeM: 12, speedKmh: 20 + (step % 40), direction: (step * 9) % 360, at, items: [{ item: 'mileageKm', value: step }, { item: 'signalStrength', value: 20 }] }));

/** A ship's position (every tenth time its name), as one datagram. */
export const shipLines = (number, step) => {
  const mmsi = 412_000_000 + number;
  const message = step % 10 === 9 ? { type: 5, mmsi, name: `ZHE LIN YU ${number}`, shipType: 30, destination: 'TAIZHOU' } : { type: 1, mmsi, ...placeOf(number, step), speedKn: 8, courseDeg: (step * 9) % 360, status: 0 };
  return Buffer.from(encodeAisLines(message, { sequence: step % 10 }).map((line) => `${line}\r\n`).join(''), 'latin1');
};

/** A dust station's report of four factors; `at` in milliseconds. */
export const dustReport = (number, step, at) => {
  const qn = stampOf(at, 17);
  return { qn, bytes: encodeHj212({ qn, st: '39', cn: '2011', pw: '123456', mn: `BENCH${String(number).padStart(6, '0')}`, flag: 5, cp: `DataTime=${qn};a34002-Rtd=${40 + (step % 50)}.5,a34002-Flag=N;a34004-Rtd=36.2,a34004-Flag=N;a34001-Rtd=130.0,a34001-Flag=N;LA-Rtd=${50 + (step % 20)}.5,LA-Flag=N` }) };
};

/** A fire unit's data: two analogue values, or a detector that reports a fault or its end. */
export const fireUnit = (number, serial, alarmed, at) => {
  const component = { sysType: 1, sysAddr: 1, compType: 40, zone: 1 };
  const unit = alarmed === undefined
    ? { type: 3, objects: [{ ...component, position: 1, kind: 3, raw: 215, at }, { ...component, position: 2, kind: 4, raw: 3, at }] }
    : { type: 2, objects: [{ ...component, position: 3, state: alarmed ? 0b100 : 0b1, text: '一层走廊', at }] };
  return encodePacket({ serial, version: { main: 1, user: 1 }, sentAt: at, source: String(900_000 + number), destination: '0', command: 2, unit: encodeUnit(unit) });
};

/** A SenML pack of three readings. */
export const senmlPack = (prefix, number, step, at) => `[{"bn":"${prefix}-${number}:","bt":${at / 1000},"n":"present","v":${step % 900}},{"n":"temperature","u":"Cel","v":21.5},{"n":"wind","u":"m/s","v":${step % 12}}]`;
