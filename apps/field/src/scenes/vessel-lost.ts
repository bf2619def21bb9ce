import { vesselAt } from '../lines/vessels.js';
import type { Cast } from './cast.js';
import type { Act, Moment, Said, Scene } from './scene.js';

/** AIS-SART active (ITU-R M.1371-5 table 45). */
const SART_ACTIVE = 14;
const UNDER_WAY = 0;

/**
 * A fishing boat goes off the air and its search and rescue transponder speaks: red at once. (That it is silent would be yellow after
 * two hours, by the clock.) A transponder that falls silent clears nothing: the alarm stands until people have made sure.
 */
export const vesselLost = ({ vessel, boat, beacon }: Cast, startedAt: number): Scene => {
  const mmsi = Number(beacon.code);
  /** Where it went down. */
  const { lon, lat } = vesselAt(vessel, startedAt);
  const sails = ({ at }: Moment): Said[] => {
    const { courseDeg, ...place } = vesselAt(vessel, at);
    return [{ by: 'ship', message: { type: 1, mmsi: vessel.mmsi, status: UNDER_WAY, speedKn: vessel.speedKn, ...place, courseDeg: Math.min(359.9, courseDeg), headingDeg: Math.round(courseDeg) % 360 } }];
  };
  const calls = (): Said[] => [{ by: 'ship', message: { type: 1, mmsi, status: SART_ACTIVE, speedKn: 0.6, lon, lat, courseDeg: 0 } }];
  const text = (): Said[] => [...calls(), { by: 'ship', message: { type: 14, mmsi, text: 'SART ACTIVE' } }];
  const act = (zh: string, en: string, seconds: number, go?: Act['go'], begin?: Act['begin']): Act => ({ note: { zh, en }, seconds, atLeastMs: 3_000, ...(go && { go }), ...(begin && { begin }) });
  return {
    name: 'vessel-lost',
    title: { zh: `渔船遇险：${vessel.name}`, en: `A fishing boat in distress: ${vessel.name}` },
    devices: [boat.code, beacon.code],
    acts: [
      act(`${vessel.name} 正常航行`, `${vessel.name} under way`, 10, sails),
      act('船载 AIS 信号消失', 'Its AIS falls silent', 20),
      act('AIS-SART 搜救应答器启动：红色', 'Its AIS-SART speaks: red', 30, calls, text),
    ],
    end: [act('人员获救，信标关闭。遇险告警不自行消除，须值班员核实后闭环', 'Saved, the beacon is off; the alarm stays until people close it', 5)],
  };
};
