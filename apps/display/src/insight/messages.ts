/** Words of the insight pages. */
export const messages = {
  zh: {
    insight: {
      title: '分析', figures: '指标分析', print: '打印', where: '所在网格', whole: '全域', sector: '领域', allSectors: '全部领域', missed: '未达标', noData: '本期无数据', target: '目标 {n}%', previous: '环比', lastYear: '同比', spark: '{rate}逐月走势', asOf: '截至 {time}', failed: '取数失败：{why}', loading: '正在取数…', running: '统计期未结束', list: '靶向清单', why: '为什么', pageTitle: '{grid} · {sector} · {from} — {to}',
      period: { label: '统计期', week: '周', month: '月', quarter: '季', year: '年', range: '任意', before: '上一期', after: '下一期', from: '开始日期', to: '结束日期' },
      by: { grid: '网格', sector: '领域', month: '月份', object: '企业' },
      table: { title: '分项', whole: '合计', none: '没有符合条件的分项', find: '按名称筛选', note: '合计即本页范围的数；比率按分子、分母合计后相除，不是各行平均。' },
      decline: { title: '事故下降率', fall: '下降 {n}%', rise: '上升 {n}%', even: '与均值持平', level: '持平（0）', new: '新增', unknown: '无法比较', before: '前三年 {counts}，均值 {base}，−20% 线 {allowed}', missing: '台账缺 {years} 年，均值不能成立', scale: '实条为本期，实线为前三年均值，虚线为 −20% 目标' },
      chart: {
        trend: '五率走势', small: '各领域走势', pareto: '隐患类型（帕累托）', repeats: '同类隐患反复发生', days: '整改用时分布', heat: '告警与事故的时段', warned: '事前已有预警的隐患', risk: '逾期风险排序', colours: '四色对象月末数', count: '条数', running: '累计占比', noEngine: '图表未能载入', objects: '家', late: '超期', inTime: '按期', over: '{n} 天以上', day: '天', median: '中位 {a} 天，九成在 {b} 天内，最长 {c} 天', busiest: '最集中：{weekday} {hour} 时，{n} 起', alarms: '告警', accidents: '事故', pick: '点类型筛选下方清单', of: '{n} 条中 {m} 条在发现前 30 日内该对象已有告警', points: '分', weekday: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'], target: '目标', monthlyHazards: '当月发现 {n} 条',
      },
      column: { object: '监管对象', category: '隐患类型', times: '次数', last: '最近发现', open: '未销号', overdue: '逾期', major: '重大逾期', longest: '最长逾期（天）', points: '风险分', reasons: '理由', responsible: '责任人', found: '发现时间', alarms: '此前告警', lead: '提前天数', grid: '网格', rank: '名次' },
      league: {
        title: '除险保安晾晒', of: { sector: '专委（领域）', grid: '村社' }, month: '月份', provisional: '未封存：{time} 封存', frozen: '{time} 封存', version: '第 {n} 版', versionOf: '第 {n} 版 · {time} · {by} · {reason}', score: '得分', change: '较上月', rank: '名次', card: '牌', dimensions: '各维度得分', missing: '缺数：{what}', covered: '按 {n}% 权重折算', noScore: '无数据', paper: '发布页', png: '存为图片', back: '返回榜单', scheme: '方案 {id}', none: '本月尚无榜单', veto: '一票否决', items: '指标明细', reweighted: '缺数的指标不计零分，余下按权重折算',
        cards: { red: '▲ 红牌', yellow: '■ 黄牌', excellent: '★ 优', none: '—' },
        reason: { veto: '一票否决', 'below-red': '低于红线', 'below-yellow': '低于黄线', 'last-and-falling': '末位且下降', 'yellow-twice': '连续黄牌' },
        procedure: { title: '红牌整治', carded: '亮牌警示', 'task-force': '专班进驻', rectifying: '“开小灶”整顿', lifted: '验收摘帽', due: '专班须于 {day} 前进驻', unmet: '摘帽尚缺：{what}', step: '推进到：{stage}', note: '情况说明（必填）' },
        unmet: { months: '连续两月 80 分以上', 'major-open': '重大隐患清零', overdue: '逾期清零', acceptance: '验收签字' },
        state: { scored: '', empty: '无可计', 'empty-full': '无可计，满分', missing: '缺数' },
      },
    },
  },
  en: {
    insight: {
      title: 'Insight', figures: 'Figures', print: 'Print', where: 'Grid', whole: 'Everywhere', sector: 'Sector', allSectors: 'All sectors', missed: 'below target', noData: 'no data in this period', target: 'target {n}%', previous: 'vs. last', lastYear: 'vs. year ago', spark: '{rate} by month', asOf: 'as of {time}', failed: 'No data: {why}', loading: 'Loading…', running: 'period still running', list: 'To act on', why: 'Why', pageTitle: '{grid} · {sector} · {from} — {to}',
      period: { label: 'Period', week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year', range: 'Any', before: 'Before', after: 'After', from: 'From', to: 'To' },
      by: { grid: 'Grid', sector: 'Sector', month: 'Month', object: 'Object' },
      table: { title: 'Parts', whole: 'Whole', none: 'No part matches', find: 'Filter by name', note: 'The whole is the figure of this page; rates are sums over sums, not the mean of the rows.' },
      decline: { title: 'Accidents declined', fall: 'down {n}%', rise: 'up {n}%', even: 'at the mean', level: 'level (0)', new: 'new', unknown: 'no comparison', before: 'three years {counts}, mean {base}, −20% line {allowed}', missing: 'not in the ledger: {years}', scale: 'bar: now; line: mean of three years; dashes: −20%' },
      chart: {
        trend: 'Rates by month', small: 'By sector', pareto: 'Hazard types (Pareto)', repeats: 'The same hazard again', days: 'Days to rectify', heat: 'When alarms and accidents come', warned: 'Hazards with a warning before', risk: 'Overdue, by risk', colours: 'Objects by colour at month’s end', count: 'Count', running: 'Running share', noEngine: 'The chart could not be loaded', objects: 'objects', late: 'late', inTime: 'in time', over: 'over {n} days', day: 'days', median: 'median {a} days, nine in ten within {b}, longest {c}', busiest: 'Most: {weekday} {hour} h, {n}', alarms: 'Alarms', accidents: 'Accidents', pick: 'Pick a type to filter the list', of: '{m} of {n} had an alarm at the object in the 30 days before', points: 'points', weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], target: 'target', monthlyHazards: '{n} found',
      },
      column: { object: 'Object', category: 'Type', times: 'Times', last: 'Last found', open: 'Open', overdue: 'Overdue', major: 'Major overdue', longest: 'Longest (days)', points: 'Points', reasons: 'Reasons', responsible: 'Responsible', found: 'Found', alarms: 'Alarms before', lead: 'Days ahead', grid: 'Grid', rank: 'Rank' },
      league: {
        title: 'Index', of: { sector: 'Sectors', grid: 'Communities' }, month: 'Month', provisional: 'not frozen, freezes {time}', frozen: 'frozen {time}', version: 'version {n}', versionOf: 'version {n} · {time} · {by} · {reason}', score: 'Score', change: 'Change', rank: 'Rank', card: 'Card', dimensions: 'Dimensions', missing: 'Missing: {what}', covered: 'weighed by {n}%', noScore: 'no data', paper: 'Publication', png: 'Save picture', back: 'Back to the table', scheme: 'scheme {id}', none: 'No table for this month', veto: 'Veto', items: 'Measures', reweighted: 'What is missing is not counted as zero; the rest is weighed up',
        cards: { red: '▲ red', yellow: '■ yellow', excellent: '★ excellent', none: '—' },
        reason: { veto: 'veto', 'below-red': 'below red', 'below-yellow': 'below yellow', 'last-and-falling': 'last and falling', 'yellow-twice': 'yellow twice' },
        procedure: { title: 'Red cards', carded: 'carded', 'task-force': 'task force', rectifying: 'rectifying', lifted: 'lifted', due: 'task force by {day}', unmet: 'to lift: {what}', step: 'On to: {stage}', note: 'Note (required)' },
        unmet: { months: 'two months at 80', 'major-open': 'no major hazard', overdue: 'nothing overdue', acceptance: 'acceptance signed' },
        state: { scored: '', empty: 'nothing to count', 'empty-full': 'nothing to count, full', missing: 'missing' },
      },
    },
  },
};
