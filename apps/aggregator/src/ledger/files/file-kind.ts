import type { FileType } from '@one-screen/contracts';

const begins = (bytes: Buffer, at: number, text: string): boolean => bytes.subarray(at, at + text.length).toString('latin1') === text;

/** What the bytes themselves say they are (the signatures of JFIF, PNG, RIFF/WebP and ISO 32000), whatever their sender calls them. */
export const kindOf = (bytes: Buffer): FileType | undefined => {
  if (begins(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (begins(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP')) return 'image/webp';
  return begins(bytes, 0, '%PDF-') ? 'application/pdf' : undefined;
};

const LONGEST_NAME = 200;
const UNFIT = /[\u0000-\u001f\u007f/\\]/;

/** The name from `X-File-Name` (percent-encoded UTF-8), or undefined when it cannot be one. */
export const fileName = (header: string | undefined): string | undefined => {
  if (header === undefined) return undefined;
  try {
    const name = decodeURIComponent(header).trim();
    return name && name.length <= LONGEST_NAME && !UNFIT.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
};
