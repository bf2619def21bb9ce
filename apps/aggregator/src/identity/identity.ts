import type { DataScope, Role } from '@one-screen/domain';

/** Who is asking: a person with a session, or a screen with a wall token. */
export interface Identity {
  kind: 'user' | 'wall';
  /** Account name, or `wall:<id>`; written to journal and audit. */
  name: string;
  displayName: string;
  role: Role | 'wall';
  scope: DataScope;
  /** Set for screens. */
  wallId?: string;
  /** Hash of the session, for signing out. */
  sessionHash?: string;
  ip: string;
}
