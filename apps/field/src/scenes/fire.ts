import type { Cast } from './cast.js';
import type { Act, Moment, Said, Scene } from './scene.js';

/** Fire alarm system, point-type photoelectric smoke detector; state bits fire and normal; operation bit reset (GB/T 26875.3-2011 tables 4, 5 and clause 8.2.1). */
const SYSTEM = { sysType: 1, sysAddr: 1 };
const SMOKE = 42;
const FIRE = 0b10;
const NORMAL = 0b01;
const RESET = 0b1;
const OFFICER = 1;

/** A fire in a home for the elderly: one smoke point is orange (火警未确认); a second one of the same building makes it red. */
export const fire = ({ fireUnit }: Cast): Scene => {
  const point = (position: number, text: string, state: number) => ({ at }: Moment): Said[] =>
    [{ by: 'fire', address: fireUnit.code, unit: { type: 2, objects: [{ ...SYSTEM, compType: SMOKE, zone: 3, position, state, text, at }] } }];
  const corridor = (state: number) => point(12, '三层东走廊', state);
  const room = (state: number) => point(14, '三层306室', state);
  const act = (zh: string, en: string, seconds: number, begin: Act['begin']): Act => ({ note: { zh, en }, seconds, atLeastMs: 2_000, begin });
  return {
    name: 'fire',
    title: { zh: `火灾：${fireUnit.name.replace('用户信息传输装置', '')}`, en: 'Fire in a home for the elderly' },
    devices: [fireUnit.code],
    acts: [
      act('火灾报警系统正常', 'The fire system is well', 6, (moment) => [...corridor(NORMAL)(moment), ...room(NORMAL)(moment)]),
      act('三层东走廊感烟探测器报警：橙色（火警未确认）', 'One smoke detector speaks: orange, unconfirmed', 25, corridor(FIRE)),
      act('三层306室感烟探测器报警，同一单位两点：红色', 'A second one of the building: red', 25, room(FIRE)),
    ],
    end: [
      act('现场处置完毕，控制室复位：消警', 'The fire is out, the system is reset: the alarms clear', 6, ({ at }) => [{ by: 'fire', address: fireUnit.code, unit: { type: 4, objects: [{ ...SYSTEM, ops: RESET, operator: OFFICER, at }] } }]),
    ],
  };
};
