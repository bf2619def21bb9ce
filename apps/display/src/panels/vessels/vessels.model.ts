import type { AlarmView, ObjectView, PositionView } from '@one-screen/contracts';
import { metresBetween } from '../../distance';

/** Kinds of object where vessels lie. */
const BERTH = /渡口|停泊|码头|渔港|港/;
/** So near to a berth, and so slow, a vessel is in port: metres, km/h. */
export const NEAR = 400;
const AT_REST = 2;
/** Warnings that call vessels home: 台风、大风、风暴潮、海浪. */
const STORM = /台风|大风|风暴潮|海浪|龙卷|typhoon|gale|storm|strong wind/i;

/** A vessel as the page lists it. */
export interface Vessel {
  position: PositionView;
  /** Its own card in the ledger: whom to call. */
  object?: ObjectView;
  /** The berth it lies at. */
  berth?: string;
  /** In port means at a known berth and at rest; whoever is not surely in port counts as at sea. */
  where: 'port' | 'sea';
}

/** Distress beacons (AIS-SART 970, MOB 972, EPIRB-AIS 974; ITU-R M.585-9 annex 2) are no vessels to be called home. */
const BEACON = /^97[024]\d{6}$/;

/** Vessels with where they are. Pure. */
export const vesselsOf = (positions: readonly PositionView[], objects: ReadonlyMap<string, ObjectView>): Vessel[] => {
  const berths = [...objects.values()].filter(({ kind }) => BERTH.test(kind));
  return positions.filter(({ sector, deviceCode }) => sector === 'marine' && !BEACON.test(deviceCode)).map((position) => {
    const object = position.objectCode === undefined ? undefined : objects.get(position.objectCode);
    const rests = position.speedKmh === undefined || position.speedKmh < AT_REST;
    const berth = rests ? berths.map((one) => ({ one, metres: metresBetween(one.location, position) })).filter(({ metres }) => metres <= NEAR).sort((a, b) => a.metres - b.metres)[0]?.one : undefined;
    return { position, where: berth ? 'port' : 'sea', ...(object && { object }), ...(berth && { berth: berth.name }) };
  });
};

export type VesselKey = 'port' | 'sea' | 'lost' | 'recall';
/** Which vessels a figure counts; those to be recalled are all at sea, also those not heard of. */
export const isOf: Record<VesselKey, (vessel: Vessel) => boolean> = {
  port: ({ where }) => where === 'port',
  sea: ({ where }) => where === 'sea',
  lost: ({ position }) => position.stale,
  recall: ({ where }) => where === 'sea',
};

/** Warnings in force that call vessels home. Pure. */
export const stormWarnings = (warnings: readonly AlarmView[]): AlarmView[] => warnings.filter(({ title }) => STORM.test(title));

/** A vessel by the name it is called: the ledger's before what it sends itself. */
export const nameOf = ({ position, object }: { position: PositionView; object?: ObjectView | undefined }): string => object?.name ?? position.name ?? position.deviceCode;

/** At sea before in port, the longest unheard first, then those whom somebody can be called for, by the name shown: whom to call next. Pure. */
export const inOrder = (vessels: readonly Vessel[]): Vessel[] =>
  [...vessels].sort((a, b) => (a.where === b.where ? 0 : a.where === 'sea' ? -1 : 1) || Number(b.position.stale) - Number(a.position.stale) || (a.position.stale ? Date.parse(a.position.at) - Date.parse(b.position.at) : 0) || Number(b.object !== undefined) - Number(a.object !== undefined) || nameOf(a).localeCompare(nameOf(b), 'zh'));
