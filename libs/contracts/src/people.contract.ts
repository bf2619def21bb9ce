import { ROLES, SECTORS, type DataScope, type Permission, type Role } from '@one-screen/domain';
import { z } from 'zod';

export const SignInBody = z.object({ username: z.string().trim().min(1).max(64), password: z.string().min(1).max(200) });
/** A screen signs in with its wall token and gets a cookie. */
export const WallSignInBody = z.object({ token: z.string().min(20).max(200) });

/** `GET /api/session`: who am I. */
export interface SessionView {
  /** A person, or a screen. */
  kind: 'user' | 'wall';
  username: string;
  displayName: string;
  role: Role | 'wall';
  scope: DataScope;
  permissions: Permission[];
  /** Idle limit in seconds; none for walls. */
  idleSeconds?: number;
  site: { name: string; division: string };
  /** Build of the running server: a change tells screens to reload at a quiet moment. */
  build: string;
  demo: boolean;
}

const scope = z.object({ sectors: z.array(z.enum(SECTORS)).min(1), gridPrefix: z.string().regex(/^\d{0,20}$/) });
/** At least 8 characters of three kinds (GB/T 22239-2019 口令复杂度). */
export const Password = z.string().min(8).max(200).refine((text) => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length >= 3, { error: '须含小写、大写、数字、其他符号中的三种 / needs three of: lower case, upper case, digit, other sign' });
/** `POST /api/session/password`: one's own. */
export const PasswordChangeBody = z.object({ current: z.string().min(1).max(200), next: Password });

export const UserCreateBody = z.object({ username: z.string().regex(/^[A-Za-z0-9_.-]{2,64}$/), displayName: z.string().trim().min(1).max(64), role: z.enum(ROLES), scope, password: Password });
export const UserChangeBody = z.object({ displayName: z.string().trim().min(1).max(64).optional(), role: z.enum(ROLES).optional(), scope: scope.optional(), password: Password.optional(), disabled: z.boolean().optional() });
export interface UserView {
  username: string;
  displayName: string;
  role: Role;
  scope: DataScope;
  disabled: boolean;
  lockedUntil?: string;
  lastSignInAt?: string;
  createdAt: string;
}
/** `GET /api/people`: who a signed alarm may be handed to. */
export interface PersonView {
  username: string;
  displayName: string;
  role: Role;
}

export const WallCreateBody = z.object({ name: z.string().trim().min(1).max(64), scope });
export interface WallView {
  id: string;
  name: string;
  scope: DataScope;
  createdAt: string;
  createdBy: string;
  lastSeenAt?: string;
  revokedAt?: string;
  /** Connected right now. */
  online: boolean;
}
/** The token is shown once. */
export interface WallCreated extends WallView {
  token: string;
}

export interface AuditView {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  result: 'done' | 'refused';
  ip: string;
  detail?: string;
  hash: string;
}
