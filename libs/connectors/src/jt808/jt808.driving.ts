import { readText, readTime, writeText, writeTime } from './jt808.fields.js';

/**
 * What driver-assistance devices append to a location (T/JSATL 12-2017, 苏标): 0x64 ADAS looks at the road, 0x65 DSM at the driver.
 * Both are 47 bytes long; other regional standards lengthen the alarm mark, so only this length is read.
 */
export interface Jt808DrivingAlarm {
  alarmId: number;
  /** 0 has neither start nor end, 1 starts, 2 ends. */
  flag: number;
  type: number;
  /** 1 or 2 (graver). */
  level: number;
  speedKmh: number;
  altitudeM: number;
  /** Degrees without sign; the hemisphere is told by the location it came with. */
  lat: number;
  lon: number;
  /** Epoch milliseconds; nothing when the clock was not set. */
  at?: number;
  /** ACC, turning, wipers, brake, card, located: as sent. */
  state: number;
  mark: Jt808AlarmMark;
}

/** 报警标识号: names the alarm's attachments. */
export interface Jt808AlarmMark {
  terminalId: string;
  at?: number;
  sequence: number;
  attachments: number;
  reserved: number;
}

export interface Jt808Adas extends Jt808DrivingAlarm {
  frontSpeedKmh: number;
  /** Time to the vehicle ahead, seconds. */
  headwayS: number;
  /** 1 left, 2 right. */
  departure: number;
  /** 1 speed, 2 height, 3 weight, and its figure. */
  signType: number;
  signData: number;
}

export interface Jt808Dsm extends Jt808DrivingAlarm {
  /** 1 to 10, graver upwards. */
  fatigue: number;
  reserved: Buffer;
}

export const ADAS_ID = 0x64;
export const DSM_ID = 0x65;
export const DRIVING_LENGTH = 47;

const readAlarm = (value: Buffer): Jt808DrivingAlarm => ({
  alarmId: value.readUInt32BE(0), flag: value.readUInt8(4), type: value.readUInt8(5), level: value.readUInt8(6),
  speedKmh: value.readUInt8(12), altitudeM: value.readUInt16BE(13), lat: value.readUInt32BE(15) / 1e6, lon: value.readUInt32BE(19) / 1e6,
  at: readTime(value, 23), state: value.readUInt16BE(29),
  mark: { terminalId: readText(value.subarray(31, 38)), at: readTime(value, 38), sequence: value.readUInt8(44), attachments: value.readUInt8(45), reserved: value.readUInt8(46) },
});

const writeAlarm = (alarm: Jt808DrivingAlarm): Buffer => {
  const value = Buffer.alloc(DRIVING_LENGTH);
  value.writeUInt32BE(alarm.alarmId, 0);
  value.set([alarm.flag, alarm.type, alarm.level], 4);
  value.writeUInt8(alarm.speedKmh, 12);
  value.writeUInt16BE(alarm.altitudeM, 13);
  value.writeUInt32BE(Math.round(alarm.lat * 1e6), 15);
  value.writeUInt32BE(Math.round(alarm.lon * 1e6), 19);
  value.set(writeTime(alarm.at), 23);
  value.writeUInt16BE(alarm.state, 29);
  value.set(writeText(alarm.mark.terminalId, 7), 31);
  value.set(writeTime(alarm.mark.at), 38);
  value.set([alarm.mark.sequence, alarm.mark.attachments, alarm.mark.reserved], 44);
  return value;
};

/** The value of item 0x64, exactly 47 bytes. */
export const readAdas = (value: Buffer): Jt808Adas => ({
  ...readAlarm(value), frontSpeedKmh: value.readUInt8(7), headwayS: value.readUInt8(8) / 10, departure: value.readUInt8(9), signType: value.readUInt8(10), signData: value.readUInt8(11),
});

export const writeAdas = (adas: Jt808Adas): Buffer => {
  const value = writeAlarm(adas);
  value.set([adas.frontSpeedKmh, Math.round(adas.headwayS * 10), adas.departure, adas.signType, adas.signData], 7);
  return value;
};

/** The value of item 0x65, exactly 47 bytes. */
export const readDsm = (value: Buffer): Jt808Dsm => ({ ...readAlarm(value), fatigue: value.readUInt8(7), reserved: Buffer.from(value.subarray(8, 12)) });

export const writeDsm = (dsm: Jt808Dsm): Buffer => {
  const value = writeAlarm(dsm);
  value.writeUInt8(dsm.fatigue, 7);
  value.set(dsm.reserved.subarray(0, 4), 8);
  return value;
};
