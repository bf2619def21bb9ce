/** Words of the sector pages, Chinese. */
export const zh = {
  title: '领域专题', open: '打开{sector}专题', alarms: '未闭环告警', sources: '数据源', redsElsewhere: '其他领域有 {n} 条红色告警待签收，点击处置', unregistered: '未登记', silent: '数据中断', last: '最后 {value}', noneSuch: '没有符合条件的记录',
  picture: { road: '车辆', marine: '船舶', fire: '消防单位', industry: '罐区与气体', construction: '塔机、基坑与扬尘', tourism: '客流与承载量', equipment: '电梯与检验', city: '城市生命线' },
  fleet: { needs: '车辆定位', online: '在线', offline: '离线', moving: '行驶中', standing: '停驶', speeds: '在线车辆速度分布', still: '静止', vehicle: '车辆', owner: '所属单位', speed: '速度 km/h', heard: '最近定位', lost: '失联 {ago}' },
  vessels: {
    needs: '船舶定位', port: '在港', sea: '在航', lost: '失联', recall: '待召回', vessel: '船舶', where: '状态', place: '最后位置', speed: '航速', heard: '最近定位', contact: '联系人', knots: '{n} 节',
    calm: '当前无台风、大风、海浪预警，未启动防台召回', recallNow: '防台召回清单：{n} 艘船舶尚未进港', rule: '在港：静止且距登记的渡口、码头、停泊点 {metres} 米以内；不能确认在港的一律按在航计。',
  },
  fire: { needs: '用户信息传输装置', alarm: '有告警', silent: '失联', normal: '正常', events: '近 24 小时动态', noEvents: '近 24 小时没有告警', noDevice: '仅有告警，无装置心跳', unheard: '登记后从未收到心跳' },
  tanks: {
    needs: '罐区与气体读数', tanks: '储罐', over: '液位压力超限', gas: '气体超限', unknown: '测点中断或无效', acted: '联锁动作', bands: '气体探测器', actedNow: '已动作', rest: '未动作',
    band: { low: '低于一级的 40%', near: '接近一级', first: '达到一级', second: '达到二级', unknown: '中断或无效' },
  },
  sites: { needs: '塔机、基坑、扬尘读数', crane: '塔机', pit: '基坑', dust: '扬尘噪声', other: '其他监测', over: '超限', silent: '数据中断' },
  visitors: { needs: '客流读数', areas: '景区', filling: '达 80% 承载量', full: '达到承载量', unknown: '承载率未知', present: '人在园', capacity: '瞬时承载量 {n} 人', noCapacity: '台账未登记承载量', fullIn: '预计 {n} 分钟后达到承载量', stop: '已达承载量，应停止入园', trend: '近 2 小时在园人数' },
  lifts: { needs: '电梯与检验读数', lifts: '电梯', trapped: '困人', silent: '数据中断', soon: '30 日内到期', overdue: '检验超期', floor: '层', running: '运行', idle: '停靠', open: '开门', closed: '关门', due: '检验到期', overdueBy: '超期 {n} 日', dueIn: '剩 {n} 日' },
  lifelines: { needs: '生命线读数', points: '测点', over: '超限', silent: '中断或无效', gas: '地下空间燃气', water: '道路积水', pipes: '管网压力', bridges: '桥梁', others: '其他测点', count: '{n} 个测点', noPoints: '未接入此类测点' },
};
