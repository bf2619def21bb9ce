import { liftReadings } from '../lines/pushed.js';
import type { LiftReport } from '../lines/lift.model.js';
import type { Cast } from './cast.js';
import type { Act, Moment, Said, Scene } from './scene.js';

/** People shut in a lift between floors: red at once (DB32/T 4130: the gravest answer; on the spot within 30 minutes). */
export const liftTrapped = ({ lift }: Cast): Scene => {
  const act = (zh: string, en: string, seconds: number, report: (moment: Moment) => LiftReport): Act =>
    ({ note: { zh, en }, seconds, atLeastMs: 2_500, go: (moment): Said[] => [{ by: 'pushed', source: 'demo-lifts', message: { readings: liftReadings(lift.code, report(moment)) } }] });
  const stuck: LiftReport = { floor: 7, running: 0, doorOpen: 0, people: 3, trapped: 0 };
  return {
    name: 'lift-trapped',
    title: { zh: `电梯困人：${lift.name.replace('电梯物联网终端', '')}`, en: 'People trapped in a lift' },
    devices: [lift.code],
    acts: [
      act('电梯载 3 人上行', 'The lift goes up with three people', 12, ({ progress }) => ({ floor: 1 + Math.round(6 * progress), running: 1, doorOpen: 0, people: 3, trapped: 0 })),
      act('6、7 层之间停梯，门未开', 'It stops between floors, the door stays shut', 15, () => stuck),
      act('判定困人：红色', 'People are trapped: red', 20, () => ({ ...stuck, trapped: 1 })),
    ],
    end: [act('维保人员到场，乘客获救：消警', 'They are let out: the alarm clears', 8, ({ progress }) => ({ floor: 7, running: 0, doorOpen: 1, people: progress < 1 ? 1 : 0, trapped: 0 }))],
  };
};
