/** Words of the drawer of objects and devices. */
export const messages = {
  zh: {
    object: {
      close: '关闭', loading: '正在取数…', failed: '取数失败：{why}', gone: '台账中没有监管对象 {code}', unregistered: '未登记：此设备尚未关联监管对象',
      kind: '类别', risk: '风险等级', grid: '网格', responsible: '责任人', address: '地址', capacity: '承载量', inspectionDue: '下次检验',
      alarms: '未闭环告警 {n} 条', noAlarms: '当前无未闭环告警', toDesk: '在工作台打开', points: '监测点', noPoints: '没有监测点上报过读数', devices: '设备 {n} 台', heard: '最近 {ago}', details: '对象详情',
      chart: { range: '时间范围', hour: '1 小时', day: '24 小时', week: '7 天', none: '此段时间没有读数', means: '分钟均值，浅色为最低至最高', readings: '实测值', gaps: '中断 {n} 处', band: '{low} 至 {high}', noEngine: '图表未能载入' },
    },
  },
  en: {
    object: {
      close: 'Close', loading: 'Loading…', failed: 'No data: {why}', gone: 'The ledger has no object {code}', unregistered: 'Unregistered: nobody has said whose device this is',
      kind: 'Kind', risk: 'Risk grade', grid: 'Grid', responsible: 'Responsible', address: 'Address', capacity: 'Capacity', inspectionDue: 'Inspection',
      alarms: '{n} open alarms', noAlarms: 'No open alarms', toDesk: 'Open at the desk', points: 'Measuring points', noPoints: 'Nothing was ever measured here', devices: '{n} devices', heard: 'heard {ago}', details: 'Object details',
      chart: { range: 'Range', hour: '1 h', day: '24 h', week: '7 d', none: 'No readings in this time', means: 'minute means, pale: lowest to highest', readings: 'as measured', gaps: '{n} gaps', band: '{low} to {high}', noEngine: 'The chart could not be loaded' },
    },
  },
};
