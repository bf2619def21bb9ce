import { decimal, whole, type AlarmKind } from './alarm-kind.js';

/** The town itself: 消防安全, 城市运行. */
export const TOWN_KINDS: readonly AlarmKind[] = [
  { id: 'fire.detector-fault', sector: 'fire', at: ['高层建筑', '商场', '养老机构', '学校', '小微企业园'], device: 'FAS', point: ['z', 24], level: 'blue', title: '火灾探测器故障', basis: '用户信息传输装置上报（GB 26875）', weight: 12, rhythm: 'even', lasts: [30, 240], repeats: 60 },
  { id: 'fire.bike', sector: 'fire', at: ['出租房', '古城木结构民居片区', '沿街店铺'], device: 'CAM', point: ['c', 4], level: 'blue', title: '电动自行车违规停放充电（智能视频识别）', basis: '电动自行车停放充电管理规定', weight: 11, rhythm: 'evening', lasts: [10, 60] },
  { id: 'fire.battery', sector: 'fire', at: ['出租房', '古城木结构民居片区'], device: 'SMK', point: ['r', 8], level: 'blue', title: '独立烟感电量低', reading: whole('%', 6, 15), basis: '电量低于 15%', weight: 8, rhythm: 'even', lasts: [240, 600] },
  { id: 'fire.current', sector: 'fire', at: ['古城木结构民居片区', '出租房', '沿街店铺'], device: 'EFM', point: ['l', 6], level: 'yellow', title: '剩余电流报警 {v}mA', reading: whole('mA', 305, 620), basis: '剩余电流大于 300 mA', weight: 11, rhythm: 'evening', lasts: [10, 90], repeats: 10 },
  { id: 'fire.passage', sector: 'fire', at: ['商场', '高层建筑', '出租房'], device: 'CAM', point: ['c', 4], level: 'yellow', title: '消防通道被占用（智能视频识别）', basis: '消防法第二十八条', weight: 8, rhythm: 'evening', lasts: [10, 60], repeats: 15 },
  { id: 'fire.tank', sector: 'fire', at: ['高层建筑', '商场'], device: 'FWL', point: ['w', 2], level: 'yellow', title: '消防水池液位低 {v}m', reading: decimal('m', 0.8, 1.6, 2), basis: '低于设计液位', weight: 5, rhythm: 'even', lasts: [60, 240], repeats: 30 },
  { id: 'fire.roll-call', sector: 'fire', at: ['商场', '养老机构', '高层建筑'], device: 'FAS', point: ['q', 1], level: 'yellow', title: '消防控制室查岗无应答', basis: '查岗 3 分钟未应答', weight: 4, rhythm: 'night', lasts: [5, 30] },
  { id: 'fire.unconfirmed', sector: 'fire', at: ['古城木结构民居片区', '高层建筑', '商场', '养老机构', '小微企业园'], device: 'FAS', point: ['z', 24], level: 'orange', title: '火灾探测器报警（未确认）', basis: '单点火警，待现场确认（GB 26875）', weight: 12, rhythm: 'evening', lasts: [4, 20], repeats: 2 },
  { id: 'fire.hydrant', sector: 'fire', at: ['古城木结构民居片区', '沿街店铺'], device: 'HYD', point: ['h', 4], level: 'orange', title: '市政消火栓压力不足 {v}MPa', reading: decimal('MPa', 0.03, 0.09, 2), basis: '低于 0.10 MPa', weight: 4, rhythm: 'even', lasts: [30, 150], repeats: 30 },
  { id: 'fire.confirmed', sector: 'fire', at: ['古城木结构民居片区', '出租房', '沿街店铺'], device: 'FAS', point: ['z', 24], level: 'red', title: '火警确认（两个及以上探测点报警）', basis: '同一单位两点及以上火警', weight: 6, rhythm: 'evening', lasts: [20, 70], repeats: 2 },

  { id: 'city.manhole', sector: 'city', at: ['窨井'], device: 'MHC', point: ['m', 1], level: 'blue', title: '窨井盖位移', basis: '井盖倾角超过 15°', weight: 7, rhythm: 'traffic', lasts: [20, 120], repeats: 30 },
  { id: 'city.water-pressure', sector: 'city', at: ['供水泵站'], device: 'WPS', point: ['p', 3], level: 'blue', title: '供水压力波动 {v}%', reading: whole('%', 10, 19), basis: '管压偏离 10% 以上', weight: 5, rhythm: 'evening', lasts: [5, 40], repeats: 10 },
  { id: 'city.device-offline', sector: 'city', at: ['窨井', '积水点', '老旧房屋'], device: 'IOT', point: ['t', 2], level: 'blue', title: '监测设备离线', basis: '超过 3 个上报周期无数据', weight: 10, rhythm: 'even', lasts: [20, 180], repeats: 60 },
  { id: 'city.flood-15', sector: 'city', at: ['积水点'], device: 'WLS', point: ['w', 1], level: 'yellow', title: '积水深度 {v}cm', reading: whole('cm', 15, 26), basis: '积水达 15 cm', weight: 5, rhythm: 'even', lasts: [20, 90], repeats: 10 },
  { id: 'city.gas-20', sector: 'city', at: ['窨井', '燃气调压站'], device: 'CH4', point: ['g', 2], level: 'yellow', title: '地下空间甲烷浓度 {v}%LEL', reading: whole('%LEL', 20, 46), basis: '甲烷达 20%LEL', weight: 5, rhythm: 'even', lasts: [10, 60], repeats: 5 },
  { id: 'city.house', sector: 'city', at: ['老旧房屋'], device: 'TLT', point: ['t', 4], level: 'yellow', title: '房屋倾斜监测超预警值 {v}‰', reading: decimal('‰', 4.1, 6.8, 1), basis: '倾斜率达预警值', weight: 3, rhythm: 'even', lasts: [120, 360], repeats: 60 },
  { id: 'city.bridge', sector: 'city', at: ['桥梁'], device: 'BHM', point: ['s', 8], level: 'yellow', title: '桥梁应变达设计值 {v}%', reading: whole('%', 80, 96), basis: '应变达设计值 80%', weight: 3, rhythm: 'traffic', lasts: [5, 30], repeats: 5 },
  { id: 'city.flood-27', sector: 'city', at: ['积水点'], device: 'WLS', point: ['w', 1], level: 'orange', title: '积水深度 {v}cm', reading: whole('cm', 27, 39), basis: '积水达 27 cm', weight: 4, rhythm: 'even', lasts: [30, 90], repeats: 10 },
  { id: 'city.pipe-drop', sector: 'city', at: ['燃气调压站'], device: 'RTU', point: ['p', 2], level: 'orange', title: '燃气管网压力骤降 {v}%', reading: whole('%', 30, 45), basis: '压力骤降 30% 以上', weight: 3, rhythm: 'even', lasts: [10, 45], repeats: 3 },
  { id: 'city.gas-80', sector: 'city', at: ['窨井', '燃气调压站'], device: 'CH4', point: ['g', 2], level: 'red', title: '地下空间甲烷浓度 {v}%LEL', reading: whole('%LEL', 80, 92), basis: '甲烷达 80%LEL', weight: 3, rhythm: 'even', lasts: [20, 60], repeats: 2 },
];
