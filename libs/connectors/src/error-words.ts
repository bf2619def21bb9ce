import { about, DomainError, halvesOf, holdsChinese, inOneLine, withoutBreak, type Bilingual, type Fault } from '@one-screen/domain';
import { clip, line } from './plain-text.js';

/** What system calls and libraries say, in the words of those who mend links. The first that fits is taken. Our own words carry both languages from where they are said. */
const WORDS: readonly (readonly [pattern: RegExp, zh: string])[] = [
  [/ECONNREFUSED/, '对方拒绝连接（地址或端口不对，或服务未启动）'],
  [/ECONNRESET|EPIPE|socket hang up/, '连接被对方中断'],
  [/ETIMEDOUT|timed? ?out|ESOCKETTIMEDOUT/i, '连接或应答超时'],
  [/EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN/, '网络不通，到不了对方'],
  [/ENOTFOUND|EAI_AGAIN/, '主机名无法解析'],
  [/EADDRINUSE/, '本机端口已被占用'],
  [/EADDRNOTAVAIL/, '本机没有这个地址，无法监听'],
  [/EACCES|EPERM/, '无权使用这个端口'],
  [/certificate|self[- ]signed|CERT_|SSL|TLS/i, '对方的证书不被信任或加密协商失败'],
  [/not authorized|bad user ?name|unauthori[sz]ed/i, '对方拒绝：账号或权限不对'],
  [/connection (?:was )?closed|closed the connection/i, '连接已断开'],
];
const OTHER = '其他错误';
/** Words of others are cut to so many characters. */
const MAX_WORDS = 300;
/** So many faults are told of in one line. */
const FAULTS_IN_LINE = 3;

/** An error of a link or a message in Chinese first: what is known of it in Chinese, then what was said, in both halves. What holds Chinese already stays as it is. */
export const inBothLanguages = (error: string): string => {
  if (error === '' || holdsChinese(error)) return error;
  const known = WORDS.find(([pattern]) => pattern.test(error));
  const said = withoutBreak(error);
  return inOneLine({ zh: `${known?.[1] ?? OTHER}：${said}`, en: said });
};

/** Anything thrown as one line in both languages; `lead` says what failed when the error itself cannot. */
export const wordsOf = (error: unknown, lead?: Bilingual): string => {
  if (error instanceof DomainError) return inOneLine(error.text);
  const first: unknown = error instanceof AggregateError && error.errors.length ? error.errors[0] : error;
  const said = line(first instanceof Error ? first.message || first.name : String(first)).replace(/\s+/g, ' ').trim();
  const words = clip(said, holdsChinese(said) ? 2 * MAX_WORDS : MAX_WORDS);
  if (!lead) return inBothLanguages(words);
  return about(lead, holdsChinese(words) ? words : withoutBreak(words));
};

/** What is wrong with an element as one line in both languages: its first three faults, each after its path. */
export const faultsInLine = (faults: readonly Fault[]): string => {
  const told = faults.slice(0, FAULTS_IN_LINE).map(({ path, message }) => halvesOf(path ? about(path, inBothLanguages(message)) : inBothLanguages(message)));
  return inOneLine({ zh: clip(told.map(({ zh }) => zh).join('; '), MAX_WORDS), en: clip(told.map(({ en }) => en).join('; '), MAX_WORDS) });
};
