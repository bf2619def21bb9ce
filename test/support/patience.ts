// Tests prove what happens, never how fast: on a busy machine they get patience (speed belongs in npm run bench).
jest.setTimeout(300_000);
