// Stories over real processes and browsers on a busy machine: patience, not speed, is what they need.
jest.setTimeout(90_000);
