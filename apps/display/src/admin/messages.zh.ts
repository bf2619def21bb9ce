/** Words of the administration, Chinese. */
export const zh = {
  title: '系统管理', toDesk: '值班台', toWall: '大屏', signOut: '退出', language: 'English', tabs: { sources: '数据源', rules: '规则', users: '用户', walls: '大屏令牌', audit: '审计' }, noRight: '您的角色不能查看此页',
  loading: '正在取…', failed: '未取到：{message}', retry: '重试', empty: '暂无', cancel: '取消', save: '保存', saving: '正在保存…', close: '关闭', copy: '复制', copied: '已复制', copyFailed: '未能复制，请手工选取', saved: '已保存', required: '必填', all: '全部', edit: '修改', minutes: '{count} 分钟', confirm: '确认', never: '从未',
  scope: { title: '数据范围', sectors: '领域', grid: '网格编码前缀', gridHint: '空为全部；如 331082001 表示古城街道', all: '全部领域', none: '至少选择一个领域', everywhere: '全部区域', part: '{count} 个领域', digits: '只能是数字，最多 20 位' },
  sources: {
    create: '新建数据源', change: '修改数据源', id: '标识', idHint: '字母、数字、点、横线、下划线，最长 64', name: '名称', kind: '接入方式', sector: '领域', state: '链路', since: '自', lastSeen: '最近数据', counters: '收到 / 重复 / 拒收', accepted: '收到', repeats: '重复', rejected: '拒收', error: '最近错误', silentAfter: '静默时限',
    silentHint: '超过这一时间没有有效数据即判为静默（分钟）', silentBad: '须在 1 秒至 366 天之间', fromFile: '由文件维护', fromFileHint: '此数据源由 SOURCES_FILE 维护，除停用外请修改文件', bad: '坏报文 {count}', badTitle: '{name}：无法理解的报文', badNone: '没有坏报文', rotate: '换令牌', rotateAsk: '换令牌后旧令牌立即失效，发送方须同时更换。确认更换“{name}”的令牌？',
    disable: '停用', disableAsk: '停用后“{name}”的数据将被拒收，历史保留。确认停用？', enable: '启用', tokenTitle: '“{name}”的令牌', tokenOnce: '令牌只显示这一次，关闭后无法再查看。', example: '发送第一条（演练）告警', exampleTitle: '接入测试', topic: '主题', topicHint: '如 city/fire/#', topicNeeded: 'MQTT 须填写主题', format: '报文格式', ledger: '可写台账（网格、监管对象）', advanced: '映射与其他选项（JSON）', advancedBad: '不是有效的 JSON 对象',
    search: '按名称、标识查找', kinds: { http: 'HTTP 推送', mqtt: 'MQTT', cap: 'CAP 预警', jt808: 'JT/T 808 车载终端', gbt26875: 'GB/T 26875.3 消防', hj212: 'HJ 212 环境监测', ais: 'AIS 船舶', modbus: 'Modbus TCP', opcua: 'OPC UA', 'http-pull': 'HTTP 轮询' }, total: '{count} 个数据源，{up} 个正常',
  },
  users: {
    create: '新建用户', change: '修改用户', username: '账号', usernameHint: '字母、数字、点、横线、下划线，2–64 位', displayName: '姓名', role: '角色', password: '密码', newPassword: '新密码', passwordHint: '至少 8 位，含大写、小写、数字、符号中的三类', passwordKeep: '不填则不改；填写后其全部会话失效', state: '状态', active: '正常', disabled: '停用', locked: '锁定至 {time}', lastSignIn: '最近登录', created: '创建', disable: '停用', enable: '启用', enableUnlock: '启用并解锁', disableAsk: '停用后“{name}”立即退出，不能登录。确认停用？', self: '本人', total: '{count} 个账号',
    roleHint: { operator: '只看，可写备注', officer: '签收与处置告警', leader: '处置、批准长时屏蔽、查审计', admin: '管理账号与数据源，不处置告警' },
  },
  walls: { create: '新建大屏令牌', name: '名称', nameHint: '如“指挥大厅主屏”', state: '状态', online: '在线', offline: '离线', revoked: '已吊销', lastSeen: '最近在线', created: '创建', by: '创建人', revoke: '吊销', revokeAsk: '吊销后“{name}”立即断开，不能恢复。确认吊销？', tokenTitle: '“{name}”的令牌', tokenOnce: '令牌只显示这一次，关闭后无法再查看。', address: '在大屏上打开一次', addressHint: '打开后令牌自动从地址栏移除，此后重启仍有效', token: '令牌', readOnly: '大屏只读，不会超时退出', total: '{count} 块，{online} 块在线' },
  audit: { at: '时间', actor: '主体', action: '动作', object: '客体', result: '结果', ip: '地址', detail: '说明', sequence: '序号', done: '成功', refused: '拒绝', refusedOnly: '只看拒绝', search: '在已取的记录中查找', more: '更早的记录', end: '已到最早一条', total: '已取 {count} 条', shown: '符合 {count} 条', hash: '链值', chain: '每条记录含上一条的哈希，篡改可验（npm run audit:verify）' },
  action: {
    'session.sign-in': '登录', 'session.sign-out': '退出', 'session.password': '修改密码', 'wall.sign-in': '大屏接入', 'wall.create': '新建大屏令牌', 'wall.revoke': '吊销大屏令牌', 'user.create': '新建用户', 'user.change': '修改用户', 'source.created': '新建数据源', 'source.changed': '修改数据源', 'source.rotated': '更换令牌', 'source.disabled': '停用数据源', 'source.enabled': '启用数据源', 'source.tested': '试发', 'source.checked': '检查数据源', 'source.tried': '试一试', 'rule.created': '新建规则', 'rule.changed': '修改规则', 'rule.previewed': '预演规则',
    'alarm.acknowledge': '签收告警', 'alarm.handle': '处置告警', 'alarm.shelve': '屏蔽告警', 'alarm.unshelve': '解除屏蔽', 'alarm.escalate': '升级告警', 'alarm.close': '闭环告警', 'alarm.reopen': '重开告警', 'alarm.note': '备注告警', 'alarm.transfer': '转交告警', 'alarm.takeover': '接管告警', 'alarm.merge': '合并告警', 'ledger.grids': '写入网格', 'ledger.objects': '写入监管对象',
  },
};
