import { decimal, whole, type AlarmKind } from './alarm-kind.js';

/** What moves: 道路交通, 涉海涉渔, and the visitors of 旅游. */
export const MOVING_KINDS: readonly AlarmKind[] = [
  { id: 'road.overspeed-20', sector: 'road', at: ['危货运输企业', '旅游客运企业', '重型货车企业'], device: 'GPS', point: ['v', 30], level: 'blue', title: '车辆超速 {v}%', reading: whole('%', 5, 19), basis: '超过限速不足 20%', weight: 9, rhythm: 'traffic', lasts: [2, 9] },
  { id: 'road.phone', sector: 'road', at: ['危货运输企业', '重型货车企业'], device: 'DSM', point: ['v', 30], level: 'blue', title: '驾驶员行车中接打手机（智能视频识别）', basis: '驾驶员状态监测', weight: 6, rhythm: 'traffic', lasts: [1, 5] },
  { id: 'road.jam', sector: 'road', at: ['隐患路口', '隐患路段'], device: 'TFC', point: ['l', 4], level: 'blue', title: '隐患点位交通拥堵，平均车速 {v}km/h', reading: whole('km/h', 6, 14), basis: '平均车速低于 15 km/h', weight: 5, rhythm: 'traffic', lasts: [15, 60], repeats: 15 },
  { id: 'road.overspeed-50', sector: 'road', at: ['旅游客运企业', '重型货车企业'], device: 'GPS', point: ['v', 30], level: 'yellow', title: '车辆超速 {v}%', reading: whole('%', 20, 49), basis: '超过限速 20%～50%', weight: 5, rhythm: 'traffic', lasts: [2, 8] },
  { id: 'road.driving-4h', sector: 'road', at: ['危货运输企业', '旅游客运企业', '重型货车企业'], device: 'DSM', point: ['v', 30], level: 'yellow', title: '连续驾驶超 4 小时', reading: decimal('h', 4.1, 5.2, 1), basis: '日间连续驾驶超过 4 小时', weight: 7, rhythm: 'work', lasts: [20, 70], repeats: 10 },
  { id: 'road.driving-night', sector: 'road', at: ['旅游客运企业', '重型货车企业'], device: 'DSM', point: ['v', 30], level: 'yellow', title: '夜间连续驾驶超 2 小时', reading: decimal('h', 2.1, 3.0, 1), basis: '夜间连续驾驶超过 2 小时', weight: 3, rhythm: 'night', lasts: [20, 50], repeats: 10 },
  { id: 'road.hazmat-offline', sector: 'road', at: ['危货运输企业'], device: 'GPS', point: ['v', 12], level: 'orange', title: '危货运输车辆北斗离线超过 {v} 分钟', reading: whole('min', 11, 40), basis: '危货车辆离线超过 10 分钟', weight: 6, rhythm: 'traffic', lasts: [10, 60], repeats: 10 },
  { id: 'road.overspeed-max', sector: 'road', at: ['危货运输企业', '旅游客运企业'], device: 'GPS', point: ['v', 12], level: 'orange', title: '车辆严重超速 {v}%', reading: whole('%', 50, 68), basis: '超过限速 50% 以上', weight: 4, rhythm: 'traffic', lasts: [2, 6] },
  { id: 'road.rollover', sector: 'road', at: ['危货运输企业', '旅游客运企业'], device: 'GPS', point: ['v', 12], level: 'red', title: '车辆碰撞侧翻报警', basis: '车载终端碰撞侧翻信号', weight: 3, rhythm: 'traffic', lasts: [40, 120], repeats: 5 },

  { id: 'marine.offline-2h', sector: 'marine', at: ['渔船'], device: 'AIS', point: ['a', 1], level: 'yellow', title: '渔船离线超过 2 小时', reading: decimal('h', 2, 3.5, 1), basis: '北斗、AIS 同时无位置', weight: 6, rhythm: 'night', lasts: [30, 150], repeats: 30 },
  { id: 'marine.water', sector: 'marine', at: ['渡口', '停泊点'], device: 'WLV', point: ['g', 2], level: 'blue', title: '灵江水位接近渡运限制水位，差 {v}m', reading: decimal('m', 0.2, 0.5, 2), basis: '距停航水位 0.5 m 以内', weight: 4, rhythm: 'even', lasts: [60, 200], repeats: 30 },
  { id: 'marine.lifejacket', sector: 'marine', at: ['渡口', '休闲船'], device: 'CAM', point: ['c', 3], level: 'blue', title: '乘船人员未穿救生衣（智能视频识别）', basis: '乘渡安全规定', weight: 5, rhythm: 'visitors', lasts: [3, 12] },
  { id: 'marine.certificate', sector: 'marine', at: ['渔船'], device: 'LIC', point: ['n', 1], level: 'yellow', title: '船舶检验证书 {v} 日后到期', reading: whole('日', 3, 15), basis: '证书到期前 15 日', weight: 2, rhythm: 'work', lasts: [240, 600] },
  { id: 'marine.offline-6h', sector: 'marine', at: ['渔船'], device: 'AIS', point: ['a', 1], level: 'orange', title: '渔船离线超过 6 小时', reading: decimal('h', 6, 8, 1), basis: '离线满 6 小时', weight: 5, rhythm: 'night', lasts: [60, 240], repeats: 30 },
  { id: 'marine.overload', sector: 'marine', at: ['渡口'], device: 'CAM', point: ['c', 3], level: 'orange', title: '渡船疑似超员，在船 {v} 人', reading: whole('人', 13, 18), basis: '核定载员 12 人', weight: 4, rhythm: 'visitors', lasts: [5, 20], repeats: 5 },
  { id: 'marine.sos', sector: 'marine', at: ['渔船', '休闲船'], device: 'BDS', point: ['s', 1], level: 'red', title: '船舶北斗 SOS 遇险报警', basis: '船载北斗终端一键报警', weight: 2, rhythm: 'night', lasts: [45, 150], repeats: 5 },

  { id: 'tourism.flow-80', sector: 'tourism', at: ['府城城墙', '紫阳街', '东湖'], device: 'PFC', point: ['g', 4], level: 'yellow', title: '景区瞬时承载量达 {v}%', reading: whole('%', 80, 89), basis: '达到瞬时最大承载量的 80%', weight: 6, rhythm: 'visitors', lasts: [30, 120], repeats: 15 },
  { id: 'tourism.wall-edge', sector: 'tourism', at: ['府城城墙', '玻璃栈道'], device: 'CAM', point: ['c', 6], level: 'blue', title: '游客翻越护栏（智能视频识别）', basis: '临边防护区域入侵', weight: 6, rhythm: 'visitors', lasts: [2, 8] },
  { id: 'tourism.wind', sector: 'tourism', at: ['游船码头', '玻璃栈道', '东湖'], device: 'WND', point: ['w', 1], level: 'blue', title: '阵风 {v}m/s，注意停运条件', reading: decimal('m/s', 10.8, 13.8, 1), basis: '阵风 6 级及以上', weight: 5, rhythm: 'even', lasts: [30, 120], repeats: 20 },
  { id: 'tourism.homestay-smoke', sector: 'tourism', at: ['民宿'], device: 'SMK', point: ['r', 10], level: 'yellow', title: '民宿独立烟感报警（未确认）', basis: '独立式感烟探测器动作', weight: 5, rhythm: 'evening', lasts: [4, 15] },
  { id: 'tourism.flow-90', sector: 'tourism', at: ['府城城墙', '紫阳街', '东湖'], device: 'PFC', point: ['g', 4], level: 'orange', title: '景区瞬时承载量达 {v}%', reading: whole('%', 90, 97), basis: '达到瞬时最大承载量的 90%', weight: 4, rhythm: 'visitors', lasts: [25, 80], repeats: 10 },
  { id: 'tourism.flow-100', sector: 'tourism', at: ['紫阳街', '府城城墙'], device: 'PFC', point: ['g', 4], level: 'red', title: '景区瞬时承载量达 {v}%，立即停止售票', reading: whole('%', 100, 106), basis: '达到瞬时最大承载量', weight: 2, rhythm: 'visitors', lasts: [25, 60], repeats: 5 },
];
