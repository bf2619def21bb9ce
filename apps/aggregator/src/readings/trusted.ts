import { DEFAULT_RULES, invalid, type DomainError } from '@one-screen/domain';

/** The time to keep and order by: the device's, or that of receipt when its clock runs ahead beyond the alarms' limit (else it would stay the newest for years). Milliseconds. */
export const trustedAt = (at: number, receivedAt: number): number => Math.round(at - receivedAt > DEFAULT_RULES.skewLimit ? receivedAt : at);

/** Characters of a code's column. */
export const CODE_AT_MOST = 64;

/** Whether a code fits its column. */
export const fits = (code: string): boolean => code.length > 0 && code.length <= CODE_AT_MOST;

/** An object's code as it is kept; one that can be nobody's is left out. */
export const objectCodeOrNone = (code: string | undefined): string | undefined => (code !== undefined && fits(code) ? code : undefined);

/** For what can never be stored, however often it is sent again. */
export const unstorable = (what: string): DomainError =>
  invalid('unstorable', `无法保存：${what} 的编码须为 1 至 64 个字符，数值和时间须为有限数`, `Cannot be stored: the codes of ${what} must have 1 to 64 characters, its numbers and time must be finite`);
