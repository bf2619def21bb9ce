/** What system calls, protocols and parsers say, in the words of those who mend links. The first that fits is taken. */
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
  [/taken the session over/, '会话被另一客户端接管（客户端标识重复）'],
  [/not authorized|bad user ?name|unauthori[sz]ed/i, '对方拒绝：账号或权限不对'],
  [/subscribing to .* failed/, '订阅主题失败'],
  [/connection closed|closed the connection/, '连接已断开'],
  [/more than \d+ connections/, '连接数超过上限'],
  [/does not read its answers/, '对方不读取应答，已断开'],
  [/has not authenticated/, '终端未鉴权就上报'],
  [/authenticates with a code it was not given/, '终端鉴权码不符'],
  [/enciphered|encrypted with method/, '报文已加密，没有可用的密钥'],
  [/check byte is wrong|checksum .* should be|^CRC is|sum is \d+, not/, '校验不符，报文在途中损坏'],
  [/not valid JSON/, '不是有效的 JSON'],
  [/larger than|longer than|too (?:long|large|many)|more than \d+/, '内容超过上限'],
  [/cut (?:off|short)|too (?:few|short)|bytes? (?:long|expected)|were declared|no (?:flag|CRC|length)/, '报文不完整或长度不符'],
  [/unknown (?:command|type)|of unknown type|is no upload|only a centre sends/, '不认识的命令或数据类型'],
  [/NMEA sentence|AIS sentence|six-bit|is no MMSI|bits are too few|has \d+ bits/, '不是有效的 AIS 语句'],
  [/given up: the mapping takes too long/, '映射用时过长，其余元素未读'],
  [/the expression gives nothing/, '映射表达式没有取到值'],
  [/unknown (?:level|sector)/, '级别或领域不在规定之列'],
  [/ISO 8601|the year must be|not a time/, '时间不合要求'],
  [/expected |invalid|malformed|is not BCD/i, '内容不合要求'],
];
const CHINESE = /\p{Script=Han}/u;

/** An error of a link or a message in Chinese first: the Chinese of what is known, then what was said. What holds Chinese already, or is not known, stays as it is. */
export const inBothLanguages = (error: string): string => {
  const known = CHINESE.test(error) ? undefined : WORDS.find(([pattern]) => pattern.test(error));
  return known ? `${known[1]} / ${error}` : error;
};
