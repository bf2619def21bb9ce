import { Spine1764000000001 } from './0001-spine.js';
import { Lease1764000000002 } from './0002-lease.js';
import { StillIndices1764000000003 } from './0003-still-indices.js';
import { Readings1764000000004 } from './0004-readings.js';
import { Device1764000000005 } from './0005-device.js';
import { Rules1764000000006 } from './0006-rules.js';
import { Capacity1764000000007 } from './0007-capacity.js';
import { RuleInbox1764000000008 } from './0008-rule-inbox.js';
import { Maintenance1764000000009 } from './0009-maintenance.js';
import { InspectionDue1764000000010 } from './0010-inspection-due.js';
import { LedgerRecords1764000000011 } from './0011-ledger-records.js';
import { GridPeople1764000000012 } from './0012-grid-people.js';
import { ObjectAttributes1764000000013 } from './0013-object-attributes.js';
import { Risk1764000000014 } from './0014-risk.js';
import { Attachment1764000000015 } from './0015-attachment.js';
import { Draws1764000000017 } from './0017-draws.js';
import { CaseHazards1764000000018 } from './0018-case-hazards.js';
import { Exchange1764000000020 } from './0020-exchange.js';
import { HazardClosed1764000000021 } from './0021-hazard-closed.js';

/** Every migration, oldest first. Hand-written SQL that both dialects understand. */
export const MIGRATIONS = [
  Spine1764000000001,
  Lease1764000000002,
  StillIndices1764000000003,
  Readings1764000000004,
  Device1764000000005,
  Rules1764000000006,
  Capacity1764000000007,
  RuleInbox1764000000008,
  Maintenance1764000000009,
  InspectionDue1764000000010,
  LedgerRecords1764000000011,
  GridPeople1764000000012,
  ObjectAttributes1764000000013,
  Risk1764000000014,
  Attachment1764000000015,
  Draws1764000000017,
  CaseHazards1764000000018,
  Exchange1764000000020,
  HazardClosed1764000000021,
];
