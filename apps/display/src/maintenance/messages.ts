/** Words of maintenance windows 检维修屏蔽. */
export const messages = {
  zh: {
    maintenance: {
      title: '检维修屏蔽', open: '检维修', inForce: '{n} 项检维修生效中', held: '屏蔽 {n} 条', pending: '待审批 {n}',
      lead: '生效期间范围内的新告警照常接收、记录，但不催签；到期或提前结束，仍在的告警回到待签收。红色告警默认不屏蔽。已有的告警不受影响。',
      phase: { pending: '待审批', 'in-force': '生效中', scheduled: '未开始', past: '历史' },
      state: { requested: '过期未批', approved: '已到期', refused: '已退回', withdrawn: '已撤回', ended: '已结束' },
      none: '没有检维修申请', loading: '正在取检维修申请…', failed: '未取到：{message}', retry: '重试',
      request: '申请检维修屏蔽', close: '关闭', cancel: '取消', submit: '提交申请', sending: '正在提交…',
      what: '检维修范围', whatHint: '至少填一项；填了多项的，须同时符合', object: '监管对象', objectHint: '按编号或名称查找', device: '设备', deviceHint: '设备编号', source: '数据源', anySource: '不限', point: '测点或告警种类', pointHint: '可不填，如 level',
      from: '开始', until: '结束', untilHint: '最长 {days} 天，到期自动解除', quick: '时长', hours: '{n} 小时', days: '{n} 天', permit: '作业票号', responsible: '现场负责人', responsibleHint: '姓名与电话', reason: '作业内容与原因', required: '请填写', scopeRequired: '数据源、设备、监管对象至少填一项', badTime: '请填写时间', afterFrom: '须晚于开始时间和现在',
      by: '{who} 申请', decidedBy: '{who} 批准', refusedBy: '{who} 退回', endedBy: '{who} 结束', byClock: '到期自动结束', lapsed: '到期未批，自动作废', span: '{from} 至 {until}', left: '剩余 {time}', startsIn: '{time} 后开始', onSite: '现场', permitNo: '作业票',
      includesRed: '红色告警也屏蔽', redThrough: '红色不屏蔽', redHeld: '含红色', redWarn: '勾选后，范围内的真实红色告警也不会提示，请确认现场另有监护',
      approve: '批准', refuse: '退回', end: '提前结束', withdraw: '撤回', note: '意见 / 原因', noteNeeded: '须写明原因', changed: '{message}。最新状态已载入，您的操作没有执行。', own: '自己的申请须由另一位带班领导审批', confirmApprove: '确认批准', confirmRefuse: '确认退回', confirmEnd: '确认结束，{n} 条告警回到待签收', confirmWithdraw: '确认撤回',
      holding: '屏蔽中的告警', alarm: '检维修', holds: '作业票 {permit} 屏蔽中', under: '作业票 {permit} 期间到来', during: '检维修期间', showWindow: '查看检维修申请',
      formula: '当前处于屏蔽、由生效的检维修申请挂起的告警；到期自动回到待签收。',
    },
  },
  en: {
    maintenance: {
      title: 'Maintenance', open: 'Permits', inForce: '{n} under maintenance', held: '{n} held', pending: '{n} asked',
      lead: 'While a window is in force, new alarms within it are taken and recorded but call nobody; when it ends, those that still stand come back unsigned. Red alarms come through unless approved otherwise. Alarms that stood before are left as they are.',
      phase: { pending: 'To approve', 'in-force': 'In force', scheduled: 'To come', past: 'Past' },
      state: { requested: 'Lapsed', approved: 'Over', refused: 'Refused', withdrawn: 'Withdrawn', ended: 'Ended' },
      none: 'No maintenance windows', loading: 'Loading…', failed: 'Not loaded: {message}', retry: 'Retry',
      request: 'Ask for a window', close: 'Close', cancel: 'Cancel', submit: 'Send request', sending: 'Sending…',
      what: 'What is worked on', whatHint: 'At least one; an alarm must match all that are given', object: 'Object', objectHint: 'by code or name', device: 'Device', deviceHint: 'device code', source: 'Source', anySource: 'any', point: 'Point or kind of alarm', pointHint: 'optional, as level',
      from: 'From', until: 'Until', untilHint: 'at most {days} days; ends by itself', quick: 'Length', hours: '{n} h', days: '{n} d', permit: 'Work permit', responsible: 'Responsible on site', responsibleHint: 'name and phone', reason: 'Work and reason', required: 'Required', scopeRequired: 'Name a source, a device or an object', badTime: 'Enter a time', afterFrom: 'must follow the beginning, and now',
      by: 'asked by {who}', decidedBy: 'approved by {who}', refusedBy: 'refused by {who}', endedBy: 'ended by {who}', byClock: 'ended by itself', lapsed: 'never decided on', span: '{from} to {until}', left: '{time} left', startsIn: 'starts in {time}', onSite: 'On site', permitNo: 'Permit',
      includesRed: 'Hold red alarms too', redThrough: 'red comes through', redHeld: 'red held too', redWarn: 'A real red alarm within it will call nobody: make sure someone watches on site',
      approve: 'Approve', refuse: 'Refuse', end: 'End early', withdraw: 'Withdraw', note: 'Note', noteNeeded: 'A reason is needed', changed: '{message}. The latest state is shown; what you asked was not done.', own: 'Another leader must decide on your own request', confirmApprove: 'Approve', confirmRefuse: 'Refuse', confirmEnd: 'End it: {n} alarms come back unsigned', confirmWithdraw: 'Withdraw',
      holding: 'Alarms held', alarm: 'Maintenance', holds: 'held under permit {permit}', under: 'came during permit {permit}', during: 'During maintenance', showWindow: 'Show the window',
      formula: 'Alarms shelved by a maintenance window in force; they come back unsigned when it ends.',
    },
  },
};
