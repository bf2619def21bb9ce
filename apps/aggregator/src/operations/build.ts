import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const displayFolder = fileURLToPath(new URL('../../../display/dist/', import.meta.url));

/** The built display, beside this program in the repository and in the image. */
export const DISPLAY_FOLDER = displayFolder;

/** Names the running build: a hash over the display's index page and the aggregator's own files. Screens reload when it changes. */
export const readBuild = (): string => {
  const hash = createHash('sha256');
  const own = fileURLToPath(new URL('..', import.meta.url));
  for (const file of ['main.js', 'app.module.js']) hash.update(sizeOf(join(own, file)));
  try {
    hash.update(readFileSync(join(displayFolder, 'index.html')));
    for (const name of readdirSync(join(displayFolder, 'assets')).sort()) hash.update(name);
  } catch {
    hash.update('no display');
  }
  return hash.digest('hex').slice(0, 12);
};

const sizeOf = (path: string): string => {
  try {
    return String(statSync(path).size);
  } catch {
    return '';
  }
};
