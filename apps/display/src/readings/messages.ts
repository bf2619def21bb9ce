/** Words of what is measured: the names of points as sources and rules use them. */
const zh = {
  quality: { good: '有效', uncertain: '存疑', bad: '无效' },
  stale: '已陈旧 {ago}',
  mean: { minute: '{point}（分钟均值）', hour: '{point}（小时均值）', day: '{point}（日均值）' },
  empty: {
    none: '本领域尚未接入{needs}的数据源', silent: '已接入 {n} 个数据源，尚未收到{needs}', how: '在“管理 - 数据源”新建本领域的来源：可选 Modbus、OPC UA、MQTT、HTTP 推送、HTTP 轮询、JT/T 808、GB/T 26875、HJ 212、AIS。',
    points: '测点名称：{points}（在来源的字段映射中给出）。', add: '去添加数据源', ask: '请系统管理员添加。',
  },
  point: {
    'combustible-gas': '可燃气体', 'toxic-gas': '有毒气体', 'tank-level': '储罐液位', 'pressure-share': '压力占设计', moment: '力矩', wind: '风速', 'wind-speed': '风速', 'wind-direction': '风向', height: '起升高度', radius: '幅度', load: '起重量', slew: '回转角',
    'pit-displacement': '累计位移', 'pit-share': '位移占控制值', PM10: 'PM10', 'PM2-5': 'PM2.5', TSP: '总悬浮颗粒物', noise: '噪声', LA: '噪声', Leq: '等效声级', temperature: '温度', humidity: '相对湿度', pressure: '压力', present: '在园人数', density: '游客密度', entered: '入园人次', left: '出园人次',
    position: '位置', trapped: '困人', floor: '楼层', door: '轿门', running: '运行', speed: '速度', 'inspection-days': '距检验日', 'hydrant-pressure': '消火栓水压', 'pipe-pressure': '管网压力', 'pipe-share': '压力占正常值', 'residual-current': '剩余电流', 'ponding-depth': '积水深度', 'strain-share': '应变占设计', methane: '甲烷',
    interlock: '联锁', 'high-high': '高高液位联锁', 'door-open': '轿门', people: '轿厢人数', 'in-total': '入园累计', 'out-total': '出园累计', fault: '故障', level: '液位', current: '电流', voltage: '电压', flow: '流量', 'air-flow': '风量', count: '计数', duration: '时间',
  },
};
const en = {
  quality: { good: 'good', uncertain: 'uncertain', bad: 'bad' },
  stale: 'old: {ago}',
  mean: { minute: '{point} (minutes’ mean)', hour: '{point} (hourly mean)', day: '{point} (daily mean)' },
  empty: {
    none: 'No source of {needs} is connected in this sector', silent: '{n} sources connected, but no {needs} yet', how: 'Add a source of this sector under Administration - Sources: Modbus, OPC UA, MQTT, HTTP push, HTTP polling, JT/T 808, GB/T 26875, HJ 212 or AIS.',
    points: 'Names of points: {points} (given by the source’s mapping).', add: 'Add a source', ask: 'Ask your administrator to add one.',
  },
  point: {
    'combustible-gas': 'Combustible gas', 'toxic-gas': 'Toxic gas', 'tank-level': 'Tank level', 'pressure-share': 'Pressure (of design)', moment: 'Moment', wind: 'Wind', 'wind-speed': 'Wind', 'wind-direction': 'Wind direction', height: 'Height', radius: 'Radius', load: 'Load', slew: 'Slew',
    'pit-displacement': 'Pit displacement', 'pit-share': 'Pit displacement (of control value)', PM10: 'PM10', 'PM2-5': 'PM2.5', TSP: 'TSP', noise: 'Noise', LA: 'Noise', Leq: 'Leq', temperature: 'Temperature', humidity: 'Humidity', pressure: 'Pressure', present: 'Visitors present', density: 'Crowd density', entered: 'Entered', left: 'Left',
    position: 'Position', trapped: 'Trapped', floor: 'Floor', door: 'Door', running: 'Running', speed: 'Speed', 'inspection-days': 'Days to inspection', 'hydrant-pressure': 'Hydrant pressure', 'pipe-pressure': 'Pipe pressure', 'pipe-share': 'Pipe pressure (of normal)', 'residual-current': 'Residual current', 'ponding-depth': 'Ponding depth', 'strain-share': 'Bridge strain (of design)', methane: 'Methane',
    interlock: 'Interlock', 'high-high': 'High-high interlock', 'door-open': 'Door', people: 'People in the car', 'in-total': 'Entered', 'out-total': 'Left', fault: 'Fault', level: 'Level', current: 'Current', voltage: 'Voltage', flow: 'Flow', 'air-flow': 'Air flow', count: 'Count', duration: 'Duration',
  },
};
export const messages = { zh: { readings: zh }, en: { readings: en } };
