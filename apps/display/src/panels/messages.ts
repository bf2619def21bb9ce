/** Words of the wall's panels. */
export const messages = {
  zh: {
    panels: {
      asOf: '截至 {time}', failed: '取数失败', more: '另有 {n} 条', unsignedOf: '待签收 {n}', opened: '未闭环 {n}', none: '当前无未闭环告警',
      waiting: '正在取数…', place: '地点不详',
      sectors: {
        title: '八大领域', unsigned: '待签收', open: '未闭环', quiet: '正常', objects: '监管对象 {n}', sources: '数据源 {up}/{total}', noSource: '未接入数据源',
        fresh: '更新 {ago}', noData: '尚无数据', hazards: '隐患 {n}', major: '重大 {n}', spark: '近 24 小时每小时告警数', sparkTotal: '24 小时 {n}', day: '近 24 小时告警',
        formulaOpen: '{sector}领域当前未闭环告警：待签收、已签收、处置中、已消警、屏蔽五种状态之和。',
        formulaLevel: '{sector}领域当前未闭环的{level}色告警。', formulaUnsigned: '{sector}领域当前无人签收的告警（含已恢复未签收）。', formulaDay: '{sector}领域近 24 小时内收到的告警。',
      },
      map: {
        title: '态势图', whole: '返回全图', schematic: '网格边界为示意', unplaced: '{n} 条告警无坐标', noEngine: '此屏的浏览器不支持地图绘制（WebGL）', risk: '风险等级', grid: '网格 {name}',
        formulaGrid: '位于该网格的未闭环告警。', alarm: '告警', formulaAlarm: '图上此处的告警。', loading: '地图载入中…', leaveMover: '不再跟随', details: '详情与读数', device: '终端号', sector: '领域', speed: '速度', course: '航向', heard: '最近定位',
      },
      timeline: { title: '今日告警', total: '共 {n} 条', formula: '收到时间在 {from} 至 {to} 之间的告警。', formulaDay: '今日零时以来收到的{level}色告警。', formulaAll: '今日零时以来收到的全部告警。' },
      stream: { title: '告警流', flood: '洪峰：人均告警已超过洪峰线', floodFolded: '洪峰：较轻的告警已按领域合并计数', group: '{sector} · {n} 条', groupUnsigned: '其中待签收 {n}', left: '签收倒计时', late: '超时', drill: '演练', repeated: '第 {n} 次', escalated: '已升级：{to}', formulaAll: '当前全部未闭环告警。', formulaUnsigned: '当前无人签收的告警。', formulaGroup: '洪峰期间合并计数的{sector}领域{level}色告警。' },
      load: {
        title: '告警负荷', unit: '条 / 人 · 10 分钟', limit: '洪峰线 {n}', trend: '近 2 小时负荷', signP50: '签收中位', signP95: '95 分位', chattering: '抖动', standing: '长期未消', raised: '10 分钟新增',
        grade: { acceptable: '可承受', manageable: '可应对', 'over-demanding': '偏重', flood: '洪峰' },
        formula: '近 10 分钟新增告警数 ÷ 在岗值班员数（{raised} ÷ {officers}）。达到 10 为洪峰，回落到 5 以下解除（ISA-18.2、EEMUA 191）。',
        formulaRaised: '近 10 分钟内收到的告警。', formulaStanding: '持续 24 小时以上仍未闭环的告警。',
      },
      rates: { title: '五率（本月）', missed: '未达标', target: '目标{n}%' },
      league: { title: '晾晒榜', provisional: '未封存' },
      accidents: { title: '事故控制（本年）', against: '三年均值 {base} · −20% 线 {allowed}' },
      closed: { title: '最近办结', none: '暂无办结', by: '签收 {who}', merged: '已并入其他告警' },
    },
  },
  en: {
    panels: {
      asOf: 'as of {time}', failed: 'No data', more: '{n} more', unsignedOf: '{n} unsigned', opened: '{n} open', none: 'No open alarms',
      waiting: 'Loading…', place: 'Place unknown',
      sectors: {
        title: 'Eight sectors', unsigned: 'unsigned', open: 'open', quiet: 'Normal', objects: '{n} objects', sources: 'Sources {up}/{total}', noSource: 'No source yet',
        fresh: 'data {ago}', noData: 'no data yet', hazards: 'Hazards {n}', major: 'major {n}', spark: 'Alarms per hour, last 24 h', sparkTotal: '24 h: {n}', day: 'Alarms in the last 24 h',
        formulaOpen: 'Open alarms of {sector}: unsigned, signed, handling, cleared or shelved.',
        formulaLevel: 'Open {level} alarms of {sector}.', formulaUnsigned: 'Alarms of {sector} nobody has signed for.', formulaDay: 'Alarms of {sector} received in the last 24 hours.',
      },
      map: {
        title: 'Map', whole: 'Whole map', schematic: 'Grid outlines are schematic', unplaced: '{n} alarms without a place', noEngine: 'This browser cannot draw the map (WebGL)', risk: 'Risk grade', grid: 'Grid {name}',
        formulaGrid: 'Open alarms in this grid.', alarm: 'Alarm', formulaAlarm: 'The alarm at this point.', loading: 'Loading the map…', leaveMover: 'Stop following', details: 'Details and readings', device: 'Device', sector: 'Sector', speed: 'Speed', course: 'Course', heard: 'Last heard',
      },
      timeline: { title: 'Today', total: '{n} alarms', formula: 'Alarms received from {from} to {to}.', formulaDay: '{level} alarms received since midnight.', formulaAll: 'All alarms received since midnight.' },
      stream: { title: 'Alarms', flood: 'Flood: more alarms per officer than the limit', floodFolded: 'Flood: lesser alarms are counted by sector', group: '{sector} · {n}', groupUnsigned: '{n} unsigned', left: 'time to sign', late: 'late', drill: 'Drill', repeated: 'seen {n} times', escalated: 'escalated to {to}', formulaAll: 'All open alarms.', formulaUnsigned: 'Alarms nobody has signed for.', formulaGroup: '{level} alarms of {sector}, counted together in the flood.' },
      load: {
        title: 'Alarm load', unit: 'per officer in 10 min', limit: 'flood at {n}', trend: 'Load, last 2 h', signP50: 'sign p50', signP95: 'sign p95', chattering: 'chattering', standing: 'standing', raised: 'new in 10 min',
        grade: { acceptable: 'acceptable', manageable: 'manageable', 'over-demanding': 'over-demanding', flood: 'flood' },
        formula: 'Alarms raised in the last 10 minutes ÷ officers on duty ({raised} ÷ {officers}). Flood from 10, over below 5 (ISA-18.2, EEMUA 191).',
        formulaRaised: 'Alarms received in the last 10 minutes.', formulaStanding: 'Alarms open for more than 24 hours.',
      },
      rates: { title: 'Five rates, this month', missed: 'missed', target: 'of {n}%' },
      league: { title: 'Index', provisional: 'not frozen' },
      accidents: { title: 'Accidents, this year', against: 'mean {base} · −20% line {allowed}' },
      closed: { title: 'Recently ended', none: 'Nothing ended yet', by: 'signed by {who}', merged: 'merged into another' },
    },
  },
};
