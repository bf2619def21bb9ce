import { readFileSync } from 'node:fs';
import { sendsWithToken, SourceBody } from '@one-screen/contracts';
import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import { durationMs } from './duration.js';
import { optionFaults } from './source-options.js';

const File = z.strictObject({ sources: z.array(SourceBody.strict()) });

/**
 * Reads SOURCES_FILE. Throws ConfigError, one sentence in both languages naming the place of the first fault; it never
 * holds a value of the file, for that may be a token.
 */
export const readSourcesFile = (path: string): SourceBody[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`Setting SOURCES_FILE is wrong: the file cannot be read (${code ?? 'unknown'}). / 设置 SOURCES_FILE 不正确：文件无法读取（${code ?? '未知'}）。`);
  }
  return parseSources(text);
};

/** The sources of the file's text. Throws ConfigError as `readSourcesFile` does. */
export const parseSources = (text: string): SourceBody[] => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw wrong('it is not valid JSON', '不是有效的 JSON');
  }
  const checked = File.safeParse(content);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    if (issue?.code === 'unrecognized_keys') throw wrong(`unknown field ${[...issue.path, issue.keys[0]].join('.')}`, `未知字段 ${[...issue.path, issue.keys[0]].join('.')}`);
    throw wrong(`${issue?.path.join('.') || 'the file'} must be ${wanted(issue)}`, `${issue?.path.join('.') || '文件'} 不符合要求`);
  }
  const { sources } = checked.data;
  sources.forEach((source, index) => checkOne(source, `sources.${index}`));
  for (const field of ['id', 'token'] as const) {
    const seen = new Set<string>();
    sources.forEach((source, index) => {
      const value = source[field];
      if (value === undefined) return;
      if (seen.has(value)) throw wrong(`sources.${index}.${field} is given twice`, `sources.${index}.${field} 重复`);
      seen.add(value);
    });
  }
  return sources;
};

const checkOne = (source: SourceBody, at: string): void => {
  if (sendsWithToken(source.kind) && source.token === undefined) throw wrong(`${at}.token is required`, `${at}.token 必须填写`);
  const silence = durationMs(source.silentAfter) ?? 0;
  if (silence < 1000 || silence > 366 * 86_400_000) throw wrong(`${at}.silentAfter must be from PT1S to P366D`, `${at}.silentAfter 须为 PT1S 至 P366D`);
  const [fault] = optionFaults(source.kind, source.options);
  if (fault) throw wrong(`${at}.${fault.path} is not an option of kind ${source.kind}: ${fault.message}`, `${at}.${fault.path} 不是 ${source.kind} 的有效选项`);
};

/** What zod wanted, without what it got. */
const wanted = (issue: z.core.$ZodIssue | undefined): string => {
  switch (issue?.code) {
    case 'invalid_type':
      return `of type ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum} long`;
    case 'too_big':
      return `at most ${issue.maximum} long`;
    case 'invalid_format':
      return `of the form ${issue.pattern ?? issue.format}`;
    default:
      return 'as the README describes';
  }
};

const wrong = (en: string, zh: string): ConfigError => new ConfigError(`Setting SOURCES_FILE is wrong: ${en}. / 设置 SOURCES_FILE 不正确：${zh}。`);
