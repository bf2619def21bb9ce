import { Spine1764000000001 } from './0001-spine.js';

/** Every migration, oldest first. Hand-written SQL that both dialects understand. */
export const MIGRATIONS = [Spine1764000000001];
