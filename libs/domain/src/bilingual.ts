import type { Bilingual } from './errors.js';

/** How one line of text carries both languages, Chinese first: "主机名无法解析 / the host name cannot be resolved". */
const BETWEEN = ' / ';
const CHINESE = /\p{Script=Han}/u;

export const holdsChinese = (text: string): boolean => CHINESE.test(text);

/** Both languages in one line; what is the same in both is said once. */
export const inOneLine = ({ zh, en }: Bilingual): string => (zh === en ? zh : zh + BETWEEN + en);

/** Text from elsewhere (a name, a library's words), made fit to stand within a line of both languages. */
export const withoutBreak = (text: string): string => text.replaceAll(BETWEEN, '/');

/** The two languages of one line, parted at the first " / " that has Chinese before it. A line that carries one language is the same in both. */
export const halvesOf = (text: string): Bilingual => {
  for (let at = text.indexOf(BETWEEN); at >= 0; at = text.indexOf(BETWEEN, at + BETWEEN.length)) {
    const zh = text.slice(0, at);
    if (holdsChinese(zh)) return { zh, en: text.slice(at + BETWEEN.length) };
  }
  return { zh: text, en: text };
};

/** A line of both languages with what it is about before each of them: a name (`泵: 没有值 / 泵: no value`), or a sentence in both. */
export const about = (subject: string | Bilingual, text: string): string => {
  const { zh, en } = halvesOf(text);
  if (typeof subject !== 'string') return inOneLine({ zh: `${subject.zh}：${zh}`, en: `${subject.en}: ${en}` });
  const name = withoutBreak(subject);
  return inOneLine({ zh: `${name}: ${zh}`, en: `${name}: ${en}` });
};
