import type { AlarmSignal, Location, PositionSignal, Signal, StatusSignal } from '@one-screen/domain';
import type { AisClassA, AisClassB, AisClassBLong, AisLongRange, AisMessage, AisPartA, AisPartB, AisSafetyText, AisStatic } from './ais.message.js';
import { shipTypeName } from './ais.ship-types.js';

const KMH_PER_KNOT = 1.852;
/** Ships remembered; the one not heard for longest is forgotten first. */
const MAX_SHIPS = 20_000;
/** Navigation status "AIS-SART active"; status 15 on such a device is a test of it (ITU-R M.1371-5 table 45). */
const SART_ACTIVE = 14;
/** A distress that goes on is told again this often; one that was silent for so long is a new one. */
const DISTRESS_AGAIN_MS = 600_000;
/** The first three digits of the MMSI of a distress device (ITU-R M.585). */
const BEACONS: Readonly<Record<number, string>> = { 970: 'AIS-SART 搜救应答器', 972: 'MOB 人员落水示位标', 974: 'EPIRB-AIS 应急示位标' };

interface Ship {
  name?: string;
  location?: Location;
  /** The distress that stands: since when, when it was last heard, and what was told of it when. */
  distress?: { since: number; heardAt: number; told: string; toldAt: number };
  /** Its navigation status has been told to be no distress. */
  calm?: boolean;
}

type Positioned = AisClassA | AisClassB | AisClassBLong | AisLongRange;
type Described = AisStatic | AisClassBLong | AisPartA | AisPartB;

export interface AisInterpreter {
  /** What a message means, received at `at` (epoch milliseconds); empty when it says nothing. Never throws. */
  signals(message: AisMessage, at: number): Signal[];
}

/** Turns messages into signals, remembering each ship's name (sent every six minutes only) and where distress devices are. */
export const openAisInterpreter = (): AisInterpreter => {
  const ships = new Map<number, Ship>();
  const shipOf = (mmsi: number): Ship => {
    const ship = ships.get(mmsi) ?? {};
    ships.delete(mmsi);
    ships.set(mmsi, ship);
    if (ships.size > MAX_SHIPS) for (const oldest of ships.keys()) {
      ships.delete(oldest);
      break;
    }
    return ship;
  };
  return {
    signals: (message, at) => {
      const ship = shipOf(message.mmsi);
      if ('name' in message && message.name) ship.name = message.name;
      switch (message.type) {
        case 1: case 2: case 3: case 27: return [...positions(message, ship, at), ...distressByStatus(message, ship, at)];
        case 18: return positions(message, ship, at);
        case 19: return [...positions(message, ship, at), statics(message, ship, at)];
        case 5: case 24: return [statics(message, ship, at)];
        case 14: return safety(message, ship, at);
      }
    },
  };
};

/** Nine digits, as MMSIs are written. */
const codeOf = (mmsi: number): string => String(mmsi).padStart(9, '0');
const beaconOf = (mmsi: number): string | undefined => BEACONS[Math.floor(mmsi / 1_000_000)];
const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const positions = ({ mmsi, lon, lat, speedKn, courseDeg }: Positioned, ship: Ship, at: number): PositionSignal[] => {
  if (lon === undefined || lat === undefined) return [];
  ship.location = { lon: rounded(lon, 6), lat: rounded(lat, 6) };
  return [{
    kind: 'position', deviceCode: codeOf(mmsi), ...(ship.name !== undefined && { name: ship.name }), location: ship.location,
    ...(speedKn !== undefined && { speedKmh: rounded(speedKn * KMH_PER_KNOT, 1) }), ...(courseDeg !== undefined && { courseDeg }), at,
  }];
};

/** Class A static data 5, class B 19 and 24. Detail: metres for lengths and draught, the arrival in UTC. */
const statics = (message: Described, ship: Ship, at: number): StatusSignal => {
  const detail: Record<string, string | number> = {};
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) detail[name] = value;
  };
  if ('callsign' in message) put('callsign', message.callsign);
  if ('shipType' in message && message.shipType !== undefined) {
    put('shipType', shipTypeName(message.shipType));
    put('shipTypeCode', message.shipType);
  }
  if ('toBow' in message || 'toStern' in message) put('length', (message.toBow ?? 0) + (message.toStern ?? 0));
  if ('toPort' in message || 'toStarboard' in message) put('width', (message.toPort ?? 0) + (message.toStarboard ?? 0));
  if ('mothership' in message && message.mothership !== undefined) put('mothership', codeOf(message.mothership));
  if (message.type === 5) {
    put('imo', message.imo);
    put('destination', message.destination);
    put('draught', message.draught);
    put('eta', arrivalOf(message));
  }
  return { kind: 'status', deviceCode: codeOf(message.mmsi), status: 'static', ...(ship.name !== undefined && { name: ship.name }), ...(Object.keys(detail).length > 0 && { detail }), at };
};

const arrivalOf = ({ etaMonth, etaDay, etaHour, etaMinute }: AisStatic): string | undefined => {
  if (etaMonth === undefined || etaDay === undefined) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(etaMonth)}-${two(etaDay)}${etaHour === undefined ? '' : ` ${two(etaHour)}:${two(etaMinute ?? 0)}`}`;
};

const safety = ({ mmsi, text }: AisSafetyText, ship: Ship, at: number): Signal[] => {
  if (beaconOf(mmsi) !== undefined && !/\bTEST/.test(text ?? '')) return distress(mmsi, ship, at, text);
  return text === undefined ? [] : [{ kind: 'message', deviceCode: codeOf(mmsi), text, at }];
};

/**
 * A position report of a distress device is distress, unless its status says test; so is status 14 of any ship, until another
 * status clears it. Whether one stood before we started is unknown: the first other status of a ship clears as well. The distress
 * of a device is never cleared by itself: it only falls silent, which can mean anything.
 */
const distressByStatus = ({ mmsi, status }: AisClassA | AisLongRange, ship: Ship, at: number): AlarmSignal[] => {
  if (status === SART_ACTIVE || (beaconOf(mmsi) !== undefined && status !== undefined)) return distress(mmsi, ship, at);
  if (status === undefined || ship.calm) return [];
  ship.calm = true;
  const known = ship.distress !== undefined;
  ship.distress = undefined;
  return [{ ...alarmOf(mmsi, ship), occurredAt: at, cleared: true, ...(!known && { onlyIfStanding: true }) }];
};

/** The alarm, when it is new, has something new to say (where, or a text), or was last told a good while ago. */
const distress = (mmsi: number, ship: Ship, at: number, text?: string): AlarmSignal[] => {
  ship.calm = false;
  if (!ship.distress || at - ship.distress.heardAt > DISTRESS_AGAIN_MS) ship.distress = { since: at, heardAt: at, told: '', toldAt: at };
  const standing = ship.distress;
  const saying = JSON.stringify([ship.location, text]);
  standing.heardAt = at;
  if (standing.told === saying && at - standing.toldAt < DISTRESS_AGAIN_MS) return [];
  Object.assign(standing, { told: saying, toldAt: at });
  const detail = { ...(beaconOf(mmsi) !== undefined && { device: beaconOf(mmsi) ?? '' }), ...(ship.name !== undefined && { name: ship.name }), ...(text !== undefined && { text }) };
  return [{ ...alarmOf(mmsi, ship), occurredAt: standing.since, cleared: false, ...(Object.keys(detail).length > 0 && { detail }) }];
};

const alarmOf = (mmsi: number, { location }: Ship): Omit<AlarmSignal, 'occurredAt' | 'cleared'> => ({
  kind: 'alarm', key: `${codeOf(mmsi)}/sos`, level: 'red', title: 'AIS 遇险信号', deviceCode: codeOf(mmsi), ...(location && { location }),
});
