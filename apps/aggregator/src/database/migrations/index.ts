import { Spine1764000000001 } from './0001-spine.js';
import { Lease1764000000002 } from './0002-lease.js';
import { StillIndices1764000000003 } from './0003-still-indices.js';

/** Every migration, oldest first. Hand-written SQL that both dialects understand. */
export const MIGRATIONS = [Spine1764000000001, Lease1764000000002, StillIndices1764000000003];
