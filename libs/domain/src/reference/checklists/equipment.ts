import { checklistOf, type Checklist } from './checklist.js';

export const EQUIPMENT_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'equipment-lift', version: 1, sector: 'equipment', zh: '电梯检查表', en: 'Lift', kinds: ['电梯'], from: '2022-01-01' }, [
    ['EL-01', '使用登记、检验标志在有效期', 'Registration and inspection are valid', '特种设备安全法第33、40条'],
    ['EL-02', '安全总监、安全员配备与日管控', 'Safety director and officer with daily control', '市场监管总局令第74号'],
    ['EL-03', '15日维保记录真实', 'Half-monthly maintenance is real', 'TSG T5002'],
    ['EL-04', '五方通话、紧急报警有效', 'Intercom and alarm work', 'GB/T 7588.1'],
    ['EL-05', '门锁、防夹装置有效，无短接', 'Door locks and light curtains work, none bridged', 'GB 45067-2024 5.6.2、5.6.4'],
    ['EL-06', '制动器、限速器校验', 'Brake and governor are tested', 'TSG T7001'],
    ['EL-07', '机房通风、照明、无杂物', 'The machine room is aired, lit and clear', 'TSG T5002'],
    ['EL-08', '底坑无积水，急停有效', 'The pit is dry, its stop works', 'TSG T5002'],
    ['EL-09', '应急救援预案与30分钟到场', 'Rescue plan, 30 minutes to arrive', 'TSG T5002'],
  ]),
  checklistOf({ id: 'equipment-pressure', version: 1, sector: 'equipment', zh: '承压设备与场车检查表', en: 'Pressure equipment and plant vehicles', kinds: ['锅炉', '气瓶站', '压力容器', '场内机动车'], from: '2022-01-01' }, [
    ['EP-01', '使用登记、定期检验有效', 'Registration and inspection are valid', '特种设备安全法第33、40条'],
    ['EP-02', '作业人员持证', 'Operators are certified', '特种设备安全法第14条'],
    ['EP-03', '安全阀、压力表校验有效', 'Valves and gauges are calibrated', 'GB 45067-2024 第5章'],
    ['EP-04', '超压、超温、低水位联锁有效', 'Interlocks of pressure, heat and water work', 'GB 45067-2024 5.2'],
    ['EP-05', '充装许可、紧急切断有效', 'Filling licence, shut-off works', 'GB 45067-2024 5.5'],
    ['EP-06', '气瓶检验期、介质标识', 'Cylinders are in date and marked', 'TSG 23'],
    ['EP-07', '快开门联锁有效', 'Quick-opening doors are interlocked', 'TSG 21'],
    ['EP-08', '场车灯光、制动、安全带', 'Plant vehicles: lamps, brakes, belts', 'TSG 81'],
    ['EP-09', '运行、维护、巡检记录', 'Running and upkeep are on record', 'TSG 08'],
    ['EP-10', '应急预案演练', 'The plan is drilled', '特种设备安全法第69条'],
  ]),
];
