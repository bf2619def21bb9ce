import { decimal, whole, type AlarmKind } from './alarm-kind.js';

/** Works and plants: 工矿和危化, 建设施工, 特种设备. */
export const WORKS_KINDS: readonly AlarmKind[] = [
  { id: 'industry.promise', sector: 'industry', at: ['危化企业', '加油站'], device: 'PRM', point: ['p', 1], level: 'blue', title: '今日安全风险承诺未公告', basis: '每日安全风险研判与承诺公告', weight: 5, rhythm: 'work', lasts: [30, 180] },
  { id: 'industry.sensor-fault', sector: 'industry', at: ['危化企业', '涉氨冷库', '粉尘涉爆企业'], device: 'GDS', point: ['d', 16], level: 'blue', title: '气体探测器故障', basis: '探测器自检故障', weight: 8, rhythm: 'even', lasts: [40, 240], repeats: 60 },
  { id: 'industry.helmet', sector: 'industry', at: ['金属加工企业', '粉尘涉爆企业'], device: 'CAM', point: ['c', 6], level: 'blue', title: '作业人员未佩戴防护用品（智能视频识别）', basis: '作业现场劳动防护规定', weight: 6, rhythm: 'work', lasts: [3, 15] },
  { id: 'industry.gas-1', sector: 'industry', at: ['危化企业', '加油站'], device: 'GDS', point: ['d', 16], level: 'yellow', title: '可燃气体浓度一级报警', reading: decimal('%LEL', 20, 25, 1), basis: '一级报警设定值不大于 25%LEL（GB/T 50493）', weight: 6, rhythm: 'even', lasts: [4, 20], repeats: 3 },
  { id: 'industry.tank-85', sector: 'industry', at: ['危化企业'], device: 'DCS', point: ['t', 8], level: 'yellow', title: '储罐液位高报警 {v}%', reading: decimal('%', 85, 92, 1), basis: '高液位 85%', weight: 4, rhythm: 'even', lasts: [15, 60], repeats: 10 },
  { id: 'industry.confined', sector: 'industry', at: ['有限空间企业'], device: 'CSP', point: ['e', 4], level: 'yellow', title: '有限空间未审批进入（智能视频识别）', basis: '有限空间作业审批制度', weight: 4, rhythm: 'work', lasts: [5, 25], repeats: 5 },
  { id: 'industry.dust', sector: 'industry', at: ['粉尘涉爆企业'], device: 'DST', point: ['f', 4], level: 'yellow', title: '除尘系统风压异常 {v}Pa', reading: whole('Pa', 380, 520), basis: '风压低于设计值', weight: 4, rhythm: 'work', lasts: [10, 45], repeats: 10 },
  { id: 'industry.gas-2', sector: 'industry', at: ['危化企业'], device: 'GDS', point: ['d', 16], level: 'orange', title: '可燃气体浓度二级报警', reading: decimal('%LEL', 40, 50, 1), basis: '二级报警设定值不大于 50%LEL（GB/T 50493）', weight: 5, rhythm: 'even', lasts: [5, 25], repeats: 2 },
  { id: 'industry.ammonia', sector: 'industry', at: ['涉氨冷库'], device: 'GDS', point: ['n', 8], level: 'orange', title: '氨气浓度报警 {v}ppm', reading: whole('ppm', 28, 60), basis: '有毒气体二级报警', weight: 5, rhythm: 'even', lasts: [6, 30], repeats: 2 },
  { id: 'industry.interlock', sector: 'industry', at: ['危化企业'], device: 'SIS', point: ['i', 4], level: 'red', title: '储罐液位高高联锁动作', reading: decimal('%', 95, 98, 1), basis: '高高液位联锁', weight: 2, rhythm: 'even', lasts: [20, 60], repeats: 3 },

  { id: 'construction.dust', sector: 'construction', at: ['工地'], device: 'ENV', point: ['e', 2], level: 'blue', title: '工地扬尘 PM10 超标 {v}μg/m³', reading: whole('μg/m³', 155, 240), basis: 'PM10 超过 150 μg/m³', weight: 6, rhythm: 'work', lasts: [15, 90], repeats: 15 },
  { id: 'construction.helmet', sector: 'construction', at: ['工地', '深基坑'], device: 'CAM', point: ['c', 8], level: 'blue', title: '人员未戴安全帽（智能视频识别）', basis: '施工现场劳动防护规定', weight: 9, rhythm: 'work', lasts: [2, 10] },
  { id: 'construction.moment-90', sector: 'construction', at: ['塔机'], device: 'TWR', point: ['m', 1], level: 'yellow', title: '塔机力矩达 {v}%', reading: whole('%', 90, 98), basis: '力矩 90% 预警', weight: 6, rhythm: 'work', lasts: [1, 5] },
  { id: 'construction.pit-70', sector: 'construction', at: ['深基坑'], device: 'PIT', point: ['s', 12], level: 'yellow', title: '基坑水平位移累计达控制值 {v}%', reading: whole('%', 70, 88), basis: '累计变形达控制值 70%', weight: 4, rhythm: 'even', lasts: [180, 480], repeats: 60 },
  { id: 'construction.hoist', sector: 'construction', at: ['施工升降机'], device: 'HST', point: ['h', 2], level: 'yellow', title: '施工升降机门未关运行', basis: '门联锁状态异常', weight: 4, rhythm: 'work', lasts: [2, 10] },
  { id: 'construction.wind', sector: 'construction', at: ['塔机'], device: 'TWR', point: ['w', 1], level: 'orange', title: '塔机作业风速超限 {v}m/s', reading: decimal('m/s', 12.1, 16.5, 1), basis: '风速超限应停止作业', weight: 4, rhythm: 'work', lasts: [15, 60], repeats: 10 },
  { id: 'construction.moment-100', sector: 'construction', at: ['塔机'], device: 'TWR', point: ['m', 1], level: 'orange', title: '塔机力矩超限 {v}%', reading: whole('%', 100, 104), basis: '力矩达到额定值，应切断上升电源', weight: 5, rhythm: 'work', lasts: [1, 6] },
  { id: 'construction.pit-sand', sector: 'construction', at: ['深基坑'], device: 'PIT', point: ['s', 12], level: 'red', title: '基坑涌砂且位移速率超限', reading: decimal('mm/d', 3.2, 5.5, 1), basis: '两项指标同时达到控制值', weight: 1, rhythm: 'even', lasts: [90, 240], repeats: 10 },

  { id: 'equipment.door', sector: 'equipment', at: ['电梯'], device: 'ELV', point: ['k', 1], level: 'blue', title: '电梯反复开关门', basis: '电梯物联网门机状态', weight: 9, rhythm: 'evening', lasts: [3, 20] },
  { id: 'equipment.bike', sector: 'equipment', at: ['电梯'], device: 'CAM', point: ['c', 1], level: 'blue', title: '电动自行车进入电梯轿厢（智能视频识别）', basis: '禁止电动自行车上楼', weight: 9, rhythm: 'evening', lasts: [1, 4] },
  { id: 'equipment.level-stop', sector: 'equipment', at: ['电梯'], device: 'ELV', point: ['k', 1], level: 'yellow', title: '电梯非平层停梯', basis: '电梯物联网停梯信号', weight: 7, rhythm: 'evening', lasts: [8, 30], repeats: 5 },
  { id: 'equipment.boiler', sector: 'equipment', at: ['锅炉'], device: 'BLR', point: ['b', 2], level: 'yellow', title: '锅炉水位低报警 {v}mm', reading: whole('mm', -68, -45), basis: '低水位报警值', weight: 3, rhythm: 'work', lasts: [4, 15], repeats: 3 },
  { id: 'equipment.overdue', sector: 'equipment', at: ['压力容器', '锅炉', '场内机动车'], device: 'INS', point: ['n', 1], level: 'orange', title: '特种设备检验超期 {v} 日仍在使用', reading: whole('日', 1, 12), basis: '超期未检', weight: 2, rhythm: 'work', lasts: [240, 600] },
  { id: 'equipment.cylinder', sector: 'equipment', at: ['气瓶站', '压力容器'], device: 'PRS', point: ['p', 6], level: 'orange', title: '压力达设计压力 {v}%', reading: whole('%', 100, 106), basis: '压力达到设计值', weight: 4, rhythm: 'work', lasts: [5, 25], repeats: 3 },
  { id: 'equipment.trapped', sector: 'equipment', at: ['电梯'], device: 'ELV', point: ['k', 1], level: 'red', title: '电梯困人', basis: '轿厢有人且非平层停梯', weight: 6, rhythm: 'evening', lasts: [12, 35], repeats: 3 },
];
