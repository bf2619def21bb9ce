/** Words for looking at sources and trying them out. */
export const trial = {
  zh: {
    filterSector: '全部领域', filterState: '全部状态', asOf: '数据时间 {time}', stale: '未能刷新，以下为 {time} 的数据', perMinute: '每分钟 好 / 坏', address: '地址', details: '详情',
    how: { listens: '监听', asks: '请求', subscribes: '订阅', door: '接口' }, lastPeer: '最近连接', lastGood: '最近收到的报文', lastBad: '最近无法理解的报文', noGood: '本次运行以来没有收到', perMinuteHint: '本实例最近一分钟', totals: '累计',
    send: '试发', sendTitle: '试发：{name}', sendHint: '以该数据源的名义走同一接口；生成的告警标为演练、标题带【试发】，不计入链路状态。', sendSignalsHint: '样例经该数据源自己的映射或格式读取；达到规则的，生成演练告警，标题带【试发】。再发一条正常值即可结束。', noDrill: '没有达到告警条件，未生成演练告警。', openDrill: '在值班台查看', door: '接口', doors: { alarms: '通用告警 / CloudEvents', signals: '读数与信号（按映射）', alertmanager: 'Alertmanager', cap: 'CAP 预警' }, sample: '样例', sendNow: '试发（演练）',
    answer: '接口的答复', status: { accepted: '已接收', repeat: '重复', rejected: '拒收' }, ignored: '未生成告警：{why}',
    check: '检查', checkTitle: '检查：{name}', checking: '正在检查，最长 10 秒…', well: '正常', notWell: '有问题', took: '用时 {ms} 毫秒', again: '再查一次', excerpt: '收到的内容', nothingStored: '试读的内容不入库、不计数。',
    good: '可用 {count} 条', badCount: '有误 {count} 条', element: '第 {index} 条',
    kind: { alarm: '告警', reading: '读数', position: '位置', status: '状态', message: '消息' },
    try: '试一试', tryTitle: '试一试：样例会变成什么', tryHint: '只看结果，不入库。', tryRun: '试一试', example: '填入示例', options: '选项（JSON）', result: '结果', sampleOf: { http: '样例：JSON、SenML 或 CAP', mqtt: '样例：主题上的一条报文', cap: '样例：CAP 或国家预警 XML', jt808: '样例：帧（十六进制）', gbt26875: '样例：帧（十六进制）', hj212: '样例：帧（文本或十六进制）', ais: '样例：AIS 语句', modbus: '样例', opcua: '样例', 'http-pull': '样例：一次答复的 JSON' },
  },
  en: {
    filterSector: 'All sectors', filterState: 'All states', asOf: 'As of {time}', stale: 'Not refreshed; this is as of {time}', perMinute: 'Good / bad per minute', address: 'Address', details: 'Details',
    how: { listens: 'listens', asks: 'asks', subscribes: 'subscribes', door: 'door' }, lastPeer: 'Last connection', lastGood: 'Last messages received', lastBad: 'Last messages not understood', noGood: 'None since the program started', perMinuteHint: 'last minute, this instance', totals: 'Totals',
    send: 'Test-send', sendTitle: 'Test-send: {name}', sendHint: 'Goes through the same door as the source; the alarms are drills with 【试发】 in their title and do not count for the link.', sendSignalsHint: "Read by the source's own mapping or format; what reaches a rule becomes a drill with 【试发】 in its title. A normal value sent next ends it.", noDrill: 'No rule was reached: no drill raised.', openDrill: 'Open at the desk', door: 'Door', doors: { alarms: 'Alarms / CloudEvents', signals: 'Readings and signals (by mapping)', alertmanager: 'Alertmanager', cap: 'CAP warning' }, sample: 'Sample', sendNow: 'Send (drill)',
    answer: 'What the door answered', status: { accepted: 'accepted', repeat: 'repeat', rejected: 'rejected' }, ignored: 'No alarm: {why}',
    check: 'Check', checkTitle: 'Check: {name}', checking: 'Checking, 10 s at most…', well: 'Well', notWell: 'Not well', took: '{ms} ms', again: 'Check again', excerpt: 'What came', nothingStored: 'What is read here is neither stored nor counted.',
    good: '{count} good', badCount: '{count} bad', element: 'No. {index}',
    kind: { alarm: 'Alarm', reading: 'Reading', position: 'Position', status: 'Status', message: 'Message' },
    try: 'Try it', tryTitle: 'Try it: what a sample becomes', tryHint: 'Only shown; nothing is stored.', tryRun: 'Try it', example: 'Fill in an example', options: 'Options (JSON)', result: 'Result', sampleOf: { http: 'Sample: JSON, SenML or CAP', mqtt: 'Sample: one message of the topic', cap: 'Sample: CAP or national warning XML', jt808: 'Sample: frames (hex)', gbt26875: 'Sample: frames (hex)', hj212: 'Sample: frames (text or hex)', ais: 'Sample: AIS sentences', modbus: 'Sample', opcua: 'Sample', 'http-pull': 'Sample: JSON of one answer' },
  },
};
