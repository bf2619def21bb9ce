import { MAX_BATCH, NativeAlarm } from '@one-screen/connectors';
import {
  AcknowledgeBody, ActionBody, BulkAcknowledgeBody, DeviceRegistration, DevicesBody, GridAdjustBody, GridCloseBody, GridsBody, MaintenanceApproveBody, MaintenanceBody, MaintenanceDecisionBody, MergeBody, ObjectChangeBody, ObjectsBody, PasswordChangeBody, RuleChangeBody, RuleCreateBody, RulePreviewBody, ShelveBody, ShownBody,
  SignInBody, SourceBody, SourceChangeBody, SourceTestBody, TransferBody, TryBody, UserChangeBody, UserCreateBody, WallCreateBody, WallSignInBody,
} from '@one-screen/contracts';
import { z } from 'zod';
import type { RouteDoc } from './route-doc.js';

const alarmAction = (name: string, zh: string, en: string, body: RouteDoc['body'], needs = 'handle-alarms'): RouteDoc => ({
  method: 'POST', path: `/api/alarms/:id/${name}`, zh, en, auth: 'session', body, needs, answer: 'AlarmView; 409 with details.alarm when the revision is old',
});

/** Every operation of the API, in reading order. A new door adds its line here. */
export const ROUTES: RouteDoc[] = [
  { method: 'GET', path: '/api/health/live', zh: '进程是否存活', en: 'Whether the process lives', auth: 'none', answer: '{ status }' },
  { method: 'GET', path: '/api/health/ready', zh: '是否就绪（数据库、迁移、总线）', en: 'Whether it is ready: database, migrations, bus', auth: 'none', answer: '{ status, parts }; 503 when not' },
  { method: 'GET', path: '/metrics', zh: 'Prometheus 指标', en: 'Prometheus metrics', auth: 'none', answer: 'text/plain' },

  { method: 'POST', path: '/api/session', zh: '登录', en: 'Sign in', auth: 'none', body: SignInBody, answer: 'SessionView; cookie os_session' },
  { method: 'GET', path: '/api/session', zh: '当前登录者', en: 'Who am I', auth: 'session', answer: 'SessionView' },
  { method: 'DELETE', path: '/api/session', zh: '退出', en: 'Sign out', auth: 'none', status: 204 },
  { method: 'POST', path: '/api/session/wall', zh: '大屏用令牌登录', en: 'A screen signs in with its wall token', auth: 'none', body: WallSignInBody, answer: 'SessionView; cookie os_wall' },
  { method: 'POST', path: '/api/session/password', zh: '修改自己的密码', en: "Change one's own password", auth: 'session', body: PasswordChangeBody, status: 204 },

  { method: 'POST', path: '/api/intake/alarms', zh: '告警接入：一条、数组，或 CloudEvents 1.0（结构化、批量）', en: 'Alarms: one, an array, or CloudEvents 1.0 (structured, batch)', auth: 'source', body: z.union([NativeAlarm, z.array(NativeAlarm).max(MAX_BATCH)]), status: 202, answer: '{ results: [{ key, id?, status, error? }] }, durable' },
  { method: 'POST', path: '/api/intake/alertmanager', zh: 'Prometheus Alertmanager 推送（webhook v4）', en: 'Prometheus Alertmanager webhook v4', auth: 'source', body: z.looseObject({ version: z.string(), alerts: z.array(z.looseObject({ status: z.enum(['firing', 'resolved']), fingerprint: z.string(), labels: z.record(z.string(), z.string()), annotations: z.record(z.string(), z.string()), startsAt: z.string(), endsAt: z.string() })) }), status: 202, answer: '{ results }' },
  { method: 'POST', path: '/api/intake/cap', zh: 'CAP 1.2 预警或国家预警 XML', en: 'CAP 1.2 or the Chinese national warning XML', auth: 'source', bodyType: 'application/cap+xml', status: 202, answer: '{ results }' },
  { method: 'POST', path: '/api/intake/signals', zh: '读数、位置、状态、告警接入：按数据源的 mapping 或 SenML（RFC 8428）', en: "Readings, positions, states and alarms, by the source's mapping or as SenML (RFC 8428)", auth: 'source', body: z.union([z.looseObject({}), z.array(z.unknown()).max(MAX_BATCH)]), status: 202, answer: '{ results: [{ key, id?, status, error? }] }, durable; the key of a reading is deviceCode/point, of a position or state its deviceCode' },

  { method: 'GET', path: '/api/alarms', zh: '告警列表', en: 'Alarms', auth: 'session', query: ['state', 'level', 'sector', 'since', 'objectCode', 'sourceId', 'limit', 'cursor'], answer: '{ items: AlarmView[], nextCursor?, latest }' },
  { method: 'GET', path: '/api/alarms/load', zh: '告警负荷（ISA-18.2）', en: 'Alarm load (ISA-18.2)', auth: 'session', query: ['minutes'], answer: '{ items: AlarmLoadView[] }' },
  { method: 'GET', path: '/api/alarms/timeline', zh: '告警时间线', en: 'Alarms over time', auth: 'session', query: ['from', 'to', 'bucketMinutes', 'sector'], answer: 'TimelineView' },
  { method: 'GET', path: '/api/alarms/:id', zh: '一条告警及其全过程', en: 'One alarm with its history', auth: 'session', answer: 'AlarmWithHistory' },
  alarmAction('acknowledge', '签收', 'Sign for it', AcknowledgeBody),
  alarmAction('handle', '开始处置', 'Start handling', ActionBody),
  alarmAction('shelve', '屏蔽', 'Shelve', ShelveBody),
  alarmAction('unshelve', '解除屏蔽', 'Unshelve', ActionBody),
  alarmAction('escalate', '升级', 'Escalate', ActionBody),
  alarmAction('close', '闭环', 'Close', ActionBody),
  alarmAction('reopen', '重开', 'Reopen', ActionBody),
  alarmAction('note', '备注', 'Note', ActionBody, 'note'),
  alarmAction('transfer', '转交', 'Hand over', TransferBody),
  alarmAction('takeover', '接管', 'Take over', ActionBody),
  alarmAction('merge', '合并', 'Merge', MergeBody),
  { method: 'POST', path: '/api/alarms/bulk-acknowledge', zh: '批量签收（红色除外）', en: 'Sign for many (never red)', auth: 'session', needs: 'handle-alarms', body: BulkAcknowledgeBody, answer: 'BulkResult' },
  { method: 'GET', path: '/api/maintenance', zh: '检维修屏蔽：申请、生效中、最近的历史', en: 'Maintenance windows: open ones, and the newest past ones', auth: 'session', query: ['past'], answer: '{ items: MaintenanceView[] }' },
  { method: 'POST', path: '/api/maintenance', zh: '申请检维修屏蔽（作业票）', en: 'Ask for a maintenance window, by work permit', auth: 'session', needs: 'handle-alarms', body: MaintenanceBody, status: 201, answer: 'MaintenanceView; 409 same-window with details.window' },
  { method: 'POST', path: '/api/maintenance/:id/approve', zh: '批准（申请人本人不可；includesRed：红色也屏蔽）', en: 'Approve, by a leader who did not ask; includesRed: red alarms are held too', auth: 'session', needs: 'approve', body: MaintenanceApproveBody, answer: 'MaintenanceView; 409 with details.window when the revision is old' },
  { method: 'POST', path: '/api/maintenance/:id/refuse', zh: '退回', en: 'Refuse', auth: 'session', needs: 'approve', body: MaintenanceDecisionBody, answer: 'MaintenanceView; 409 with details.window when the revision is old' },
  { method: 'POST', path: '/api/maintenance/:id/end', zh: '撤回或提前结束（屏蔽的告警随即回到待签收）', en: 'Withdraw, or end early: what it held comes back unsigned', auth: 'session', needs: 'handle-alarms', body: MaintenanceDecisionBody, answer: 'MaintenanceView; 409 with details.window when the revision is old' },
  { method: 'GET', path: '/api/journal', zh: '某序号之后发生的一切', en: 'Everything after a sequence, in order', auth: 'session', query: ['after', 'limit'], answer: 'JournalPage' },

  { method: 'GET', path: '/api/sectors', zh: '八大领域', en: 'The eight sectors', auth: 'session', answer: '{ items: SectorView[] }' },
  { method: 'GET', path: '/api/sources', zh: '数据源及链路状态', en: 'Sources and their links', auth: 'session', answer: '{ items: SourceView[] }' },
  { method: 'POST', path: '/api/sources', zh: '新增数据源（令牌只显示一次）', en: 'Add a source (its token is shown once)', auth: 'session', needs: 'administer', body: SourceBody, status: 201, answer: 'SourceView with token' },
  { method: 'PATCH', path: '/api/sources/:id', zh: '修改数据源', en: 'Change a source', auth: 'session', needs: 'administer', body: SourceChangeBody, answer: 'SourceView' },
  { method: 'POST', path: '/api/sources/:id/rotate', zh: '更换数据源令牌（新令牌只显示一次）', en: "Rotate a source's token (shown once)", auth: 'session', needs: 'administer', answer: 'SourceView with token' },
  { method: 'DELETE', path: '/api/sources/:id', zh: '停用数据源（历史保留）', en: 'Switch a source off; its history stays', auth: 'session', needs: 'administer', answer: 'SourceView' },
  { method: 'POST', path: '/api/sources/try', zh: '试一试：样例按这些选项会变成什么（不入库）', en: 'Try it: what a sample becomes with these options; nothing is stored', auth: 'session', needs: 'administer', body: TryBody, answer: 'TrialView { good, bad, elements, notes }; 422 try-faults with the path of each fault' },
  { method: 'POST', path: '/api/sources/:id/test', zh: '试发：以该数据源的名义发一条样例，按演练处理', en: "Test-send: a sample through the source's own door, as a drill", auth: 'session', needs: 'administer', body: SourceTestBody, answer: 'SourceTestView { results, ignored?, read?, raised? }; door signals: readings are kept under test/ and their device, what rules make of them is raised as drills' },
  { method: 'POST', path: '/api/sources/:id/check', zh: '检查：端口、最近连接，或一次试读的结果（不入库）', en: 'Check: the port and who came last, or what one poll gives; nothing is stored', auth: 'session', needs: 'administer', answer: 'SourceCheckView { well, findings, read? }' },
  { method: 'GET', path: '/api/grids', zh: '网格（at：某日或某时刻的划分）', en: 'Grids; at: as of a day or a moment', auth: 'session', query: ['at'], answer: '{ items: GridView[] }' },
  { method: 'GET', path: '/api/grids/:code', zh: '一个网格', en: 'One grid', auth: 'session', answer: 'GridView' },
  { method: 'GET', path: '/api/grids/:code/versions', zh: '一个网格的全部版本', en: 'Every version of a grid, oldest first', auth: 'session', answer: '{ items: [{ id, name, from?, until?, reason, by, grid }] }' },
  { method: 'PATCH', path: '/api/grids/:code', zh: '调整网格（新版本，原版本保留）', en: 'Adjust a grid: a new version, the old one is kept', auth: 'session', needs: 'keep-grids', body: GridAdjustBody, answer: 'GridView; 409 grid-stale with details.version' },
  { method: 'POST', path: '/api/grids/:code/close', zh: '撤销网格', en: 'Close a grid', auth: 'session', needs: 'keep-grids', body: GridCloseBody, answer: 'GridView; 409 grid-stale, children-active, objects-within' },
  { method: 'POST', path: '/api/grids', zh: '写入网格（管理员，或带台账权限的数据源令牌）', en: 'Write grids: administrators, or a source allowed to', auth: 'session', needs: 'administer', body: GridsBody, answer: '{ written }' },
  { method: 'GET', path: '/api/objects', zh: '监管对象', en: 'Supervised objects', auth: 'session', query: ['sector', 'grid', 'q', 'expiring', 'limit', 'cursor'], answer: '{ items: ObjectView[], nextCursor? }' },
  { method: 'GET', path: '/api/objects/:code', zh: '一个监管对象', en: 'One supervised object', auth: 'session', answer: 'ObjectView' },
  { method: 'PATCH', path: '/api/objects/:code', zh: '修改监管对象及其字段（值班员、带班领导、管理员）', en: 'Change an object and its attributes: officers, leaders, administrators', auth: 'session', body: ObjectChangeBody, answer: 'ObjectView with revision and attributes; 409 with details.object when the revision is old' },
  { method: 'POST', path: '/api/objects', zh: '写入监管对象（管理员，或带台账权限的数据源令牌）', en: 'Write supervised objects: administrators, or a source allowed to', auth: 'session', needs: 'administer', body: ObjectsBody, answer: '{ written }' },
  { method: 'POST', path: '/api/history/:book', zh: '写入隐患、检查、案件、事故的全过程（管理员，或带台账权限的数据源令牌）：按规则重演，全部写入或全部不写', en: 'Write whole lives of hazards, inspections, cases, accidents: administrators, or a source allowed to; lived again by the rules, all or none', auth: 'session', needs: 'administer', answer: '{ inserted, updated, unchanged }; 422 ledger-faults with the path of each' },

  { method: 'GET', path: '/api/imports/:ledger/template', zh: '导入模板（XLSX，附填写说明）', en: 'A workbook to fill in, with a sheet that explains it', auth: 'session', answer: 'XLSX' },
  { method: 'POST', path: '/api/imports/:ledger', zh: '导入台账文件（XLSX 或 CSV；dryRun=1 只检查；onError=stop 整个文件、skip 跳过错误行；文件名在 X-File-Name，URI 编码）', en: 'Import a ledger file (XLSX or CSV); dryRun=1 only checks; onError=stop the whole file or nothing, skip leaves bad rows out; its name in X-File-Name, URI-encoded', auth: 'session', query: ['dryRun', 'onError'], bodyType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', status: 202, answer: '{ id, state }' },
  { method: 'GET', path: '/api/imports/:id', zh: '导入进度与错误', en: 'How far an import is, and what it found', auth: 'session', answer: 'ImportView' },
  { method: 'GET', path: '/api/imports/:id/faults.xlsx', zh: '全部错误单元格（XLSX）', en: 'Every bad cell, as a workbook', auth: 'session', answer: 'XLSX' },
  { method: 'GET', path: '/api/exports/:ledger', zh: '按筛选导出列表（format=xlsx 或 csv，其余参数同列表）', en: 'A list as filtered, as a file (format=xlsx or csv; otherwise the parameters of the list)', auth: 'session', query: ['format', 'sector', 'grid', 'q'], answer: 'XLSX or CSV' },

  { method: 'GET', path: '/api/rules', zh: '现行告警规则', en: 'The alarm rules in force', auth: 'session', answer: '{ items: Rule[] }' },
  { method: 'GET', path: '/api/rules/all', zh: '全部规则的最新版本（含停用、未生效）', en: 'The newest version of every rule, also of those not in force', auth: 'session', answer: '{ items: RuleView[] }' },
  { method: 'GET', path: '/api/rules/:id/versions', zh: '一条规则的全部版本（新的在前）', en: 'Every version of a rule, newest first', auth: 'session', answer: '{ items: RuleVersionView[] }' },
  { method: 'POST', path: '/api/rules', zh: '新建规则', en: 'A new rule', auth: 'session', needs: 'administer', body: RuleCreateBody, status: 201, answer: 'Rule; 422 rule-faults with the path of each fault' },
  { method: 'PUT', path: '/api/rules/:id', zh: '规则的新版本（旧版本保留）', en: 'A new version of a rule; the old ones are kept', auth: 'session', needs: 'administer', body: RuleChangeBody, answer: 'Rule; 409 rule-stale with details.rule when `version` is not the newest' },
  { method: 'POST', path: '/api/rules/preview', zh: '预演：规则在过去 24 小时会报什么（不保存）', en: 'Rehearse a rule over the last 24 hours; nothing is saved', auth: 'session', needs: 'administer', body: RulePreviewBody, answer: 'RulePreviewView { proposed, present?, cut }' },
  { method: 'GET', path: '/api/devices', zh: '设备（unregistered=1：未登记）', en: 'Devices heard of (unregistered=1: nobody has said whose)', auth: 'session', query: ['sector', 'deviceCode', 'objectCode', 'unregistered', 'limit', 'cursor'], answer: '{ items: DeviceView[], nextCursor? }' },
  { method: 'PUT', path: '/api/devices/:code', zh: '登记设备所属监管对象', en: 'Say whose a device is', auth: 'session', needs: 'administer', body: DeviceRegistration, answer: 'DeviceView' },
  { method: 'POST', path: '/api/devices', zh: '写入设备台账，设备上线之前即可登记（管理员，或带台账权限的数据源令牌）', en: 'Write a device list, also before the devices are heard: administrators, or a source allowed to', auth: 'session', needs: 'administer', body: DevicesBody, answer: '{ count }' },

  { method: 'GET', path: '/api/positions', zh: '实时位置（车船最新位置）', en: 'Where everything that moves is', auth: 'session', query: ['sector', 'deviceCode', 'limit', 'cursor'], answer: '{ items: PositionView[], nextCursor? }' },
  { method: 'GET', path: '/api/positions/track', zh: '一个设备的轨迹', en: 'The way a device came', auth: 'session', query: ['deviceCode', 'from', 'to', 'cursor'], answer: '{ items: TrackPoint[], nextCursor? }' },
  { method: 'GET', path: '/api/readings', zh: '各测点最新读数', en: 'The newest reading of each point', auth: 'session', query: ['sector', 'deviceCode', 'objectCode', 'limit', 'cursor'], answer: '{ items: ReadingView[], nextCursor? }' },
  { method: 'GET', path: '/api/readings/series', zh: '一个测点的历史曲线（抽稀到 width 点）', en: 'A series of one point, thinned to `width` items', auth: 'session', query: ['deviceCode', 'point', 'from', 'to', 'width'], answer: 'SeriesView' },

  { method: 'GET', path: '/api/people', zh: '可转交的人员', en: 'Who an alarm may be handed to', auth: 'session', answer: '{ items: PersonView[] }' },
  { method: 'GET', path: '/api/users', zh: '账号列表', en: 'Accounts', auth: 'session', needs: 'administer', answer: '{ items: UserView[] }' },
  { method: 'POST', path: '/api/users', zh: '新增账号', en: 'Add an account', auth: 'session', needs: 'administer', body: UserCreateBody, status: 201, answer: 'UserView' },
  { method: 'PATCH', path: '/api/users/:username', zh: '修改账号（角色、范围、停用、重设密码）', en: 'Change an account: role, scope, disabled, password', auth: 'session', needs: 'administer', body: UserChangeBody, answer: 'UserView' },
  { method: 'GET', path: '/api/walls', zh: '大屏列表', en: 'Screens', auth: 'session', needs: 'administer', answer: '{ items: WallView[] }' },
  { method: 'POST', path: '/api/walls', zh: '新增大屏（令牌只显示一次）', en: 'Add a screen (its token is shown once)', auth: 'session', needs: 'administer', body: WallCreateBody, status: 201, answer: 'WallCreated' },
  { method: 'DELETE', path: '/api/walls/:id', zh: '吊销大屏令牌', en: "Revoke a screen's token", auth: 'session', needs: 'administer', status: 204 },
  { method: 'PUT', path: '/api/walls/me/shown', zh: '大屏上报已显示的告警', en: 'A screen tells what it painted', auth: 'wall', body: ShownBody, status: 204 },
  { method: 'GET', path: '/api/audit', zh: '审计记录（新的在前）', en: 'The audit trail, newest first', auth: 'session', needs: 'read-audit', query: ['before', 'limit'], answer: '{ items: AuditView[], nextCursor? }' },
];
