/** Words of an opened figure and of the records behind it. */
export const messages = {
  zh: {
    trace: {
      close: '关闭', asOf: '截至 {time}', formula: '口径', failed: '明细未能取到：{why}', retry: '重试', loading: '正在取明细…', none: '没有符合口径的记录', find: '在已取明细中筛选', shown: '已取 {n} 条，共 {all} 条', more: '再取一页', onlyObject: '仅看 {name}', all: '全部', export: '导出', whole: '全域', allSectors: '全部领域', running: '统计期未结束',
      side: { numerator: '分子', denominator: '分母', missed: '未计入' }, yes: '计入', no: '未计入', late: '逾期', list: '对象明细',
      column: { title: '记录', object: '监管对象', grid: '网格', at: '时间', grade: '等级', state: '状态', responsible: '责任人', due: '期限', closed: '办结', counted: '分子' },
      rate: {
        coverage: '检查覆盖率', finding: '发现隐患率', 'hazards-per-hundred': '每百家次隐患数', rectification: '隐患整改率', 'major-rectification': '重大隐患整改率', 'on-time': '按期整改率', penalty: '执法处罚率', 'overdue-filing': '逾期立案率',
        accidents: '事故起数', deaths: '死亡人数', 'major-cleared': '重大隐患清零', 'coverage-plan': '检查计划进度', 'alarms-signed': '预警签收及时率', 'alarms-closed': '预警闭环率', patrol: '巡查完成率', 'hazards-open': '未销号隐患', 'major-open': '未销号重大隐患', overdue: '逾期隐患',
      },
      unit: { percent: '%', 'hazards-per-hundred': '条/百家次', accidents: '起', deaths: '人', count: '条' },
      state: {
        registered: '已登记', returned: '已退回', graded: '已定级', endorsed: '已背书', assigned: '已交办', accepted: '已签收', rectifying: '整改中', submitted: '待复查', passed: '复查合格', closed: '已销号', dismissed: '不成立',
        planned: '已计划', started: '检查中', finished: '已完成', void: '无效', clue: '线索', declined: '不予立案', filed: '已立案', investigated: '调查终结', notified: '已告知', heard: '已听证', decided: '已处罚', served: '已送达', executed: '已执行', published: '已公开', withdrawn: '已撤销',
        reported: '已上报', final: '终报', investigating: '调查中', approved: '已批复', rejected: '不属实',
      },
      grade: { general: '一般', major: '重大', ordinary: '一般', serious: '较大', extraordinary: '特别重大' },
    },
  },
  en: {
    trace: {
      close: 'Close', asOf: 'as of {time}', formula: 'How it is counted', failed: 'Could not fetch the records: {why}', retry: 'Retry', loading: 'Fetching…', none: 'No record matches', find: 'Filter what was fetched', shown: '{n} fetched of {all}', more: 'Fetch another page', onlyObject: 'only {name}', all: 'all', export: 'Export', whole: 'Everywhere', allSectors: 'All sectors', running: 'period still running',
      side: { numerator: 'Numerator', denominator: 'Denominator', missed: 'Not counted' }, yes: 'counted', no: 'not counted', late: 'late', list: 'Objects',
      column: { title: 'Record', object: 'Object', grid: 'Grid', at: 'When', grade: 'Grade', state: 'State', responsible: 'Responsible', due: 'Due', closed: 'Done', counted: 'Above' },
      rate: {
        coverage: 'Coverage', finding: 'Visits with findings', 'hazards-per-hundred': 'Hazards per 100 visits', rectification: 'Rectified', 'major-rectification': 'Major rectified', 'on-time': 'Rectified on time', penalty: 'Penalties', 'overdue-filing': 'Overdue with a case',
        accidents: 'Accidents', deaths: 'Deaths', 'major-cleared': 'Major cleared', 'coverage-plan': 'Inspection plan', 'alarms-signed': 'Alarms signed in time', 'alarms-closed': 'Alarms closed', patrol: 'Patrols done', 'hazards-open': 'Open hazards', 'major-open': 'Open major hazards', overdue: 'Overdue hazards',
      },
      unit: { percent: '%', 'hazards-per-hundred': 'per 100 visits', accidents: '', deaths: '', count: '' },
      state: {
        registered: 'registered', returned: 'returned', graded: 'graded', endorsed: 'endorsed', assigned: 'assigned', accepted: 'accepted', rectifying: 'rectifying', submitted: 'to re-check', passed: 'passed', closed: 'signed off', dismissed: 'dismissed',
        planned: 'planned', started: 'under way', finished: 'finished', void: 'void', clue: 'clue', declined: 'declined', filed: 'filed', investigated: 'investigated', notified: 'notified', heard: 'heard', decided: 'decided', served: 'served', executed: 'executed', published: 'published', withdrawn: 'withdrawn',
        reported: 'reported', final: 'final', investigating: 'investigating', approved: 'approved', rejected: 'not so',
      },
      grade: { general: 'general', major: 'major', ordinary: 'ordinary', serious: 'serious', extraordinary: 'extraordinary' },
    },
  },
};
