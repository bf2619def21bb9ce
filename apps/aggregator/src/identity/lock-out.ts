/** Lock-out 登录失败处理 (GB/T 22239-2019 8.1.4.1): five failures in a row close the account for half an hour. */
export const FAILURES_ALLOWED = 5;
export const LOCKED_FOR = 30 * 60_000;

export interface Attempts {
  /** Failures since the last success or lock. */
  failures: number;
  lockedUntil?: number;
}

export const isLocked = (attempts: Attempts, now: number): boolean => attempts.lockedUntil !== undefined && now < attempts.lockedUntil;

/** After a wrong password on an account that is not locked. A lock that has run out leaves a clean sheet. */
export const afterFailure = (attempts: Attempts, now: number): Attempts =>
  attempts.failures + 1 >= FAILURES_ALLOWED ? { failures: 0, lockedUntil: now + LOCKED_FOR } : { failures: attempts.failures + 1 };

/** Session limits 会话时限, milliseconds. Operators watch without touching; everyone else is asked again after 15 minutes. */
export const IDLE_LIMIT = 15 * 60_000;
export const OPERATOR_IDLE_LIMIT = 12 * 3_600_000;
export const SESSION_LIMIT = 12 * 3_600_000;
