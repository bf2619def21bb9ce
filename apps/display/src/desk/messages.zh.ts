/** Words of the desk, Chinese. */
export const zh = {
  title: '值班台',
  toWall: '大屏',
  toAdmin: '管理',
  signOut: '退出',
  help: '快捷键',
  language: 'English',
  drillSite: '演示',
  newRed: '新的红色告警：{title}',
  newReds: '新增 {count} 条红色告警，最近一条：{title}',
  link: {
    connecting: '正在连接服务器，暂不能操作',
    silent: '与服务器失去联系，画面停在 {time}，恢复前不能操作',
    database: '数据库中断（自 {time}），恢复前不能操作，恢复后自动继续',
  },
  idle: { text: '长时间未操作，会话即将超时：还剩 {left} 秒', keep: '继续值班', kept: '已续期', failed: '续期未成功：{message}' },
  load: {
    title: '告警负荷', perOfficer: '每人 10 分钟', line: '泛滥线 {line}', flood: '告警泛滥', signP50: '签收中位', signP95: '签收 P95',
    chattering: '抖动', standing: '滞留超 24 小时', standingShort: '滞留', chart: '近 60 分钟每人每 10 分钟告警数，最高 {top}，泛滥线 {line}', none: '暂无负荷数据', minutesAgo: '60 分钟前', now: '现在',
    bar: '{time} · {value} 条', hint: '人均 10 分钟不超过 1 条可稳定应付，达到 10 条即为泛滥（EEMUA 191 / ISA-18.2）',
  },
  tab: { unsigned: '待签收', working: '处置中', recovered: '已恢复', shelved: '屏蔽', all: '全部' },
  tabTitle: { unsigned: '待签收', working: '处置中（已签收、处置中）', recovered: '已恢复，待闭环', shelved: '已屏蔽', all: '全部' },
  queue: {
    label: '告警队列', search: '搜索标题、对象、网格、编号', searchLabel: '搜索告警（快捷键 /）', clear: '清除', sector: '领域', level: '级别', allSectors: '全部领域', count: '{count} 条', filtered: '筛选出 {count} 条',
    loading: '正在取告警…', emptyUnsigned: '没有待签收的告警', empty: '此处没有告警', emptyFilter: '没有符合筛选条件的告警', resetFilter: '清除筛选',
    select: '选中：{title}', selectAll: '选中全部非红色', times: '×{count}', drill: '演练', late: '迟到', skewed: '时钟偏差', recoveredUnsigned: '已恢复 未签收', stillActive: '信号仍在', noObject: '未关联对象', mine: '我',
    sign: '签收时限', promise: '承诺反馈', shelf: '屏蔽到期', overdue: '超时', escalation: '已升级至{name}',
  },
  bulk: {
    chosen: '已选 {count} 条', signable: '可批量签收 {count} 条', reds: '{count} 条红色须逐条签收', others: '{count} 条无需签收', sign: '批量签收为', clear: '取消选择', note: '批量备注（可不填）',
    working: '正在签收…', done: '{count} 条已签收', refused: '{count} 条未签收', close: '知道了', resultDone: '已签收', resultRefused: '未签收',
  },
  detail: {
    none: '从左侧选择一条告警', noneHint: '按 J / K 上下移动，A 签收，? 查看全部快捷键', loading: '正在取详情…', failed: '详情未取到：{message}', retry: '重试', missing: '没有这条告警，或不在您的数据范围内',
    facts: '基本情况', fromLedger: '台账', timeline: '处置经过', shown: '上屏记录', object: '监管对象', place: '位置', onMap: '在大屏地图查看', copyId: '编号',
    sector: '领域', source: '来源', objectName: '对象', grid: '网格', occurred: '发生', received: '收到', lastSeen: '最近信号', clearedAt: '恢复', value: '数值', count: '次数', signed: '签收', disposition: '判断', owner: '负责人', promise: '承诺反馈',
    shelvedUntil: '屏蔽至', merged: '并入', expires: '信号有效至', key: '告警键', escalation: '升级', conditionActive: '现场信号', ended: '已恢复', took: '用时 {time}', lag: '滞后 {time}', skewed: '设备时钟快 {time}', nobody: '无人', times: '{count} 次', open: '打开',
    kind: '类别', risk: '风险等级', address: '地址', responsible: '责任人', schematic: '示意', noPlace: '位置未知', noObject: '此告警未关联监管对象', openObject: '读数与设备', chief: '网格长', extra: '附带信息',
    shownNone: '尚无大屏确认显示', shownTook: '收到后 {time}', shownSlow: '红色告警 {time} 仍无大屏确认显示', metres: '{count} 米', kilometres: '{count} 公里',
    filterAll: '全部', filterPeople: '人工', historyEmpty: '暂无记录',
  },
  history: {
    bySource: '设备 {source}', byClock: '系统时钟', byMaintenance: '检维修屏蔽', nobody: '无人', times: '共 {count} 次，自 {time}',
    kind: {
      raised: '触发告警', repeated: '信号重复', late: '补报历史信号', levelRaised: '级别升高，须重新签收', reopened: '人工重开', reopenedAutomatic: '信号再现，自动重开', cleared: '信号恢复', ignored: '信号已记录，未改变状态',
      acknowledged: '签收', dismissed: '签收为误报', merged: '合并', handled: '开始处置', shelved: '屏蔽', unshelved: '人工解除屏蔽', unshelvedAutomatic: '屏蔽到期，自动解除', shelvedMaintenance: '检维修期间，自动屏蔽', unshelvedMaintenance: '检维修结束，解除屏蔽', escalated: '人工升级', escalatedAutomatic: '超时未签收，自动升级',
      closed: '闭环', noted: '备注', transferred: '转交', takenOver: '接管', promiseBroken: '承诺到期未反馈，须重新签收',
    },
    fact: {
      permit: '作业票 {permit}', duringMaintenance: '检维修期间到来', levels: '{from} → {to}', value: '数值 {value}', disposition: '判断：{name}', took: '收到后 {time} 签收', escalation: '升级至{name}', until: '至 {time}', promise: '承诺 {time} 前反馈', owners: '{from} → {to}', mergedInto: '并入 {id}',
      skewed: '设备时钟快于服务器', late: '迟到上报', outOfOrder: '恢复信号先到', expired: '信号有效期已过', contradicted: '报称已闭环，现场仍在告警', stillActive: '闭环时信号仍在', ignored: '原因：{reason}',
    },
  },
  act: {
    label: '操作', acknowledge: '签收', handle: '开始处置', update: '更新处置', note: '备注', shelve: '屏蔽', unshelve: '解除屏蔽', escalate: '升级', close: '闭环', reopen: '重开', transfer: '转交', takeover: '接管', merge: '合并',
    signHint: '选择判断即签收', chooseDigit: '按 1–5 选择判断，Esc 取消', noteLabel: '备注 / 原因', notePlaceholder: '写给后来的人：看到了什么、做了什么、依据是什么', noteCount: '{count}/2000',
    promise: '承诺下次反馈', promiseNone: '不承诺', minutes: '{count} 分钟', hours: '{count} 小时', noteFirst: '请先写明原因', closeGrounds: '现场信号仍在，闭环须写依据', shelveUntil: '屏蔽时长', shelveReason: '屏蔽必须写明原因', leaderOnly: '超过 8 小时须带班领导', confirmShelve: '屏蔽至 {time}',
    transferTo: '转交给', pickPerson: '选择人员', confirmTransfer: '转交给 {name}', mergeSearch: '按标题、对象查找', confirmMerge: '并入所选告警', pickTarget: '请选择并入的告警', noTargets: '没有可并入的未结告警', cancel: '取消', takeoverReason: '接管必须写明原因', reopenReason: '重开必须写明原因',
    escalateTo: '升级至{name}', working: '正在提交…', done: '{action}已完成', failed: '{action}未完成：{message}', more: '更多操作', confirm: '确认{action}', dispositionHint: { true: '情况属实，由我负责', false: '确认误报，直接归档', drill: '演练信号', duplicate: '与另一条重复', unverified: '先签收再核实' },
    duplicateOf: '重复于哪一条（可不选）',
    noteOnly: '您的角色可以查看和写备注，签收与处置由值班员进行', peopleFailed: '人员名单未取到',
  },
  conflict: { title: '有人先了一步', first: '{who} 已先签收（{time}）', changed: '告警已被更新为“{state}”', lead: '最新状态已载入，您的操作没有执行，备注仍保留。', dismiss: '知道了' },
  why: {
    connecting: '正在连接服务器', silent: '与服务器失去联系', database: '数据库中断', permission: '您的角色没有此权限', state: '“{name}”状态下不能此操作', signFirst: '请先签收', signed: '已经签收', unshelveFirst: '请先解除屏蔽', reopenFirst: '已结束，可重开', notEnded: '尚未结束', recovered: '已恢复，无需', owner: '由 {name} 负责，请先接管', top: '已升级到最高一级', mine: '已由您负责',
  },
  keys: {
    title: '键盘操作', close: '关闭', move: '下一条 / 上一条', extend: '连选', sign: '签收，再按 1–5 选判断', handle: '开始处置 / 更新', note: '写备注', shelve: '屏蔽', escalate: '升级', closeAlarm: '闭环', object: '打开对象与读数', search: '搜索', help: '本帮助', escape: '取消 / 离开输入框', tabs: '切换队列分栏', select: '勾选当前告警', submit: '在备注框中提交备注',
  },
};
