/** Roles: operator 值守员 watches, officer 值班员 signs and handles, leader 带班领导 approves, admin 管理员 keeps accounts and sources (separate duty: handles no alarm). */
export const ROLES = ['operator', 'officer', 'leader', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, { zh: string; en: string }> = {
  operator: { zh: '值守员', en: 'Operator' },
  officer: { zh: '值班员', en: 'Duty officer' },
  leader: { zh: '带班领导', en: 'Duty leader' },
  admin: { zh: '系统管理员', en: 'Administrator' },
};

/** What a session may do. `wall` is a read-only screen, not a person. */
export type Permission = 'view' | 'note' | 'handle-alarms' | 'approve' | 'administer' | 'read-audit' | 'keep-grids' | 'patrol';

const PERMISSIONS: Record<Role | 'wall', readonly Permission[]> = {
  wall: ['view'],
  operator: ['view', 'note'],
  officer: ['view', 'note', 'handle-alarms', 'patrol'],
  leader: ['view', 'note', 'handle-alarms', 'approve', 'read-audit', 'keep-grids', 'patrol'],
  admin: ['view', 'administer', 'read-audit', 'keep-grids'],
};

export const may = (role: Role | 'wall', permission: Permission): boolean => PERMISSIONS[role].includes(permission);
