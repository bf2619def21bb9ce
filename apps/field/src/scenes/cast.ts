import type { City } from '../city/city.js';
import type { FieldDevice, Ring } from '../city/ledger-shape.js';
import { fireDevices } from '../lines/fire-units.js';
import { craneDevices, gasDevices, lifelineDevices, liftDevices } from '../lines/pushed.js';
import { vesselDevices, vesselsOf, type Vessel } from '../lines/vessels.js';

/** Who plays: devices of the everyday field, and two that speak in scenes only (a fire unit, a distress beacon). */
export interface Cast {
  seed: number;
  /** Two detectors of one chemical plant. */
  gas: readonly [FieldDevice, FieldDevice];
  fireUnit: FieldDevice;
  ponding: readonly FieldDevice[];
  cranes: readonly FieldDevice[];
  lift: FieldDevice;
  vessel: Vessel;
  boat: FieldDevice;
  beacon: FieldDevice;
  /** Outline of the city's mainland, for warnings. */
  outline: Ring;
}

/** AIS-SART numbers begin with 970 (ITU-R M.585); this one is made up. */
const BEACON_MMSI = 970_331_082;

const first = <T>(list: readonly T[], what: string): T => {
  const [one] = list;
  if (one === undefined) throw new Error(`the demo city has no ${what}`);
  return one;
};

/** Chooses the players from the demo city; the same for the same seed. */
export const castOf = (city: City, seed: number): Cast => {
  const [one, two] = gasDevices(city);
  if (!one || !two) throw new Error('the demo city has no two detectors');
  const boats = vesselDevices(city, seed);
  const fishing = vesselsOf(seed).filter(({ mmsi, type }) => type === 30 && boats.some(({ code }) => code === String(mmsi)));
  // One on the river, where the map of the street shows it, when there is one.
  const vessel = first([...fishing.filter(({ route }) => route.name === '灵江'), ...fishing], 'fishing boat');
  const boat = first(boats.filter(({ code }) => code === String(vessel.mmsi)), 'fishing boat');
  return {
    seed,
    gas: [one, two],
    fireUnit: first(fireDevices(city).slice(-1), 'fire unit'),
    ponding: lifelineDevices(city).filter(({ code }) => code.startsWith('WLS')).slice(0, 2),
    cranes: craneDevices(city).filter(({ code }) => code.startsWith('TWR')),
    lift: first(liftDevices(city), 'lift'),
    vessel,
    boat,
    beacon: { code: String(BEACON_MMSI), objectCode: boat.objectCode, kind: 'AIS-SART 搜救应答器', name: `${boat.name} SART` },
    outline: city.outline.rings[0] ?? [],
  };
};

/** All of them, for the ledger. */
export const devicesOf = ({ gas, fireUnit, ponding, cranes, lift, boat, beacon }: Cast): FieldDevice[] => [...gas, fireUnit, ...ponding, ...cranes, lift, boat, beacon];
