/** Words for keeping the alarm rules. */
export const rules = {
  zh: {
    create: '新建规则', change: '修改规则', search: '按名称、编号、测点查找', total: '{count} 条规则，{on} 条生效', name: '名称', looksAt: '适用', levels: '条件与级别', delays: '延时与回差', source: '依据', version: '版本', state: '状态', since: '自 {time}', by: '{who} 于 {time}',
    standing: { inForce: '生效', waiting: '待生效', off: '停用', over: '未生效' }, versions: '版本', versionsTitle: '{name}：全部版本', enabled: '启用', sector: '领域', from: '生效时间', until: '失效时间', untilHint: '不填则一直有效', type: '条件类型', title: '告警标题', titleHint: '可用 {words}', sourceHint: '标准与条款；本产品建议值标注 [P]', id: '编号', idHint: '小写字母、数字，以点或短横分隔，如 city.ponding-2；以后不能更改',
    section: { what: '规则', applies: '适用范围', condition: '条件' }, textsHint: '多个以逗号分隔；以 * 结尾表示前缀', anyHint: '不填则不限', addLevel: '增加一级', removeLevel: '去掉', pickRule: '规则编号',
    about: '{what}：{which}', shipped: '随产品提供', lasting: '持续 {time}', counted: { conditions: '{count} 项同时', points: '{count} 个点同时' }, corners: '{count} 个顶点',
    types: { threshold: '越限', rate: '变化率', frozen: '数值冻结', range: '超量程', missing: '数据缺失', combination: '组合', geofence: '电子围栏', capacity: '承载量', forecast: '趋势预测' },
    field: {
      point: '测点', unit: '单位', kind: '设备类型', deviceCodes: '设备编号', objectCodes: '监管对象编号', objectKinds: '对象类别', level: '级别', above: '达到（含）', below: '低于', strict: '不含本数', onDelayMs: '报警延时', offDelayMs: '恢复延时', deadband: '回差',
      rise: '上升', fall: '下降', perMs: '时间窗', measure: '计法', floor: '起算值', forMs: '持续', tolerance: '容差', restAt: '静止值', min: '下限', max: '上限', afterMs: '无数据', ofRules: '由哪些规则', ofAlarms: '或告警关键词', counting: '计数', atLeast: '至少', fromLevel: '起计级别', withinObject: '同一监管对象内',
      ring: '围栏（WGS-84）', alarmWhen: '何时告警', deadbandMetres: '回差（米）', limit: '限值', share: '份额（%）', falling: '自上而下', aheadMs: '提前', windowMs: '依据最近', minPoints: '至少点数',
    },
    choice: { absolute: '绝对值', percent: '百分比', conditions: '不同条件数', points: '告警点数', inside: '驶入时', outside: '驶出时', ofObject: '取监管对象的核定承载量', fixed: '固定值', none: '不限' },
    spell: { day: '{count} 日', hour: '{count} 小时', minute: '{count} 分钟', second: '{count} 秒' }, unitOf: { day: '日', hour: '小时', minute: '分钟', second: '秒' },
    preview: '预演过去 24 小时', previewing: '正在预演，最长 10 秒…', previewTitle: '预演结果（{from} 至 {to}）', proposed: '改后', present: '现行第 {version} 版', noPresent: '现行版本：无', alarms: '告警', devices: '设备', standingNow: '至今仍在', looked: '{inputs} 条数据，{looked}/{concerned} 台设备', examples: '会报的告警（最早 {count} 条）', noExamples: '不会报警', cut: '数据过多，只看了一部分',
    stale: '规则已被他人修改。现行为第 {version} 版（{name}）。您的修改未保存。', takeTheirs: '载入现行版本', ringPaste: '粘贴 GeoJSON 或 [[经度,纬度],…]', ringBad: '不是有效的 GeoJSON 面或坐标列表', ringHint: '在图上点选顶点，或粘贴坐标；底图为网格轮廓', undo: '撤一点', clear: '清空', ringCount: '{count} 个顶点', faults: '有 {count} 处须修改，见各栏说明',
  },
  en: {
    create: 'New rule', change: 'Change rule', search: 'Find by name, id, point', total: '{count} rules, {on} in force', name: 'Name', looksAt: 'Looks at', levels: 'Condition and levels', delays: 'Delays and deadband', source: 'Source', version: 'Version', state: 'State', since: 'since {time}', by: '{who}, {time}',
    standing: { inForce: 'In force', waiting: 'Waiting', off: 'Off', over: 'Not in force' }, versions: 'Versions', versionsTitle: '{name}: all versions', enabled: 'Enabled', sector: 'Sector', from: 'In force from', until: 'Until', untilHint: 'Empty: for good', type: 'Condition', title: 'Title of the alarm', titleHint: 'May name {words}', sourceHint: 'Standard and clause; [P] marks a proposal', id: 'Id', idHint: 'Lower case and digits joined by . or -, such as city.ponding-2; never changes',
    section: { what: 'Rule', applies: 'Looks at', condition: 'Condition' }, textsHint: 'Several are parted by commas; * at the end fits all that begin so', anyHint: 'Empty: any', addLevel: 'Add a level', removeLevel: 'Remove', pickRule: 'Rule id',
    about: '{what}: {which}', shipped: 'shipped with the product', lasting: 'for {time}', counted: { conditions: '{count} conditions at once', points: '{count} points at once' }, corners: '{count} corners',
    types: { threshold: 'Threshold', rate: 'Rate of change', frozen: 'Frozen value', range: 'Out of range', missing: 'Missing data', combination: 'Combination', geofence: 'Geofence', capacity: 'Capacity', forecast: 'Forecast' },
    field: {
      point: 'Point', unit: 'Unit', kind: 'Kind of device', deviceCodes: 'Devices', objectCodes: 'Objects', objectKinds: 'Kinds of object', level: 'Level', above: 'At or above', below: 'Below', strict: 'Strictly above', onDelayMs: 'Raise delay', offDelayMs: 'Clear delay', deadband: 'Deadband',
      rise: 'Rise', fall: 'Fall', perMs: 'Within', measure: 'Measured as', floor: 'Counted from', forMs: 'For', tolerance: 'Tolerance', restAt: 'At rest', min: 'Lowest', max: 'Highest', afterMs: 'Nothing for', ofRules: 'Of rules', ofAlarms: 'Or words of alarms', counting: 'Counting', atLeast: 'At least', fromLevel: 'From level', withinObject: 'Within one object',
      ring: 'Area (WGS-84)', alarmWhen: 'Alarm when', deadbandMetres: 'Deadband (m)', limit: 'Limit', share: 'Share (%)', falling: 'From above', aheadMs: 'Ahead', windowMs: 'From the last', minPoints: 'Points needed',
    },
    choice: { absolute: 'absolute', percent: 'percent', conditions: 'conditions', points: 'alarm points', inside: 'inside', outside: 'outside', ofObject: 'capacity of the object', fixed: 'fixed', none: 'any' },
    spell: { day: '{count} d', hour: '{count} h', minute: '{count} min', second: '{count} s' }, unitOf: { day: 'days', hour: 'hours', minute: 'minutes', second: 'seconds' },
    preview: 'Rehearse the last 24 h', previewing: 'Rehearsing, 10 s at most…', previewTitle: 'Rehearsal ({from} to {to})', proposed: 'As changed', present: 'Version {version}, in force', noPresent: 'None in force', alarms: 'Alarms', devices: 'Devices', standingNow: 'Still standing', looked: '{inputs} values, {looked}/{concerned} devices', examples: 'Would raise (first {count})', noExamples: 'Would raise nothing', cut: 'Too much data; only a part was looked at',
    stale: 'Somebody changed the rule: it is at version {version} ({name}). Yours was not saved.', takeTheirs: 'Load the present version', ringPaste: 'Paste GeoJSON or [[lon,lat],…]', ringBad: 'Not a GeoJSON polygon or a list of places', ringHint: 'Click corners on the sheet or paste them; the outlines are the grids', undo: 'Undo', clear: 'Clear', ringCount: '{count} corners', faults: '{count} fields to mend; each says why',
  },
};
