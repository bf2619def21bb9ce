import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runAll } from './portable.js';

/** The spine: alarms, their journal, sources, people, audit, grids and objects. Times are epoch milliseconds; flags 0/1. */
export class Spine1764000000001 implements MigrationInterface {
  name = 'Spine1764000000001';

  up(runner: QueryRunner): Promise<void> {
    return runAll(runner, [
      // One row, locked by every transaction that journals: sequences are gap-free and in commit order.
      'CREATE TABLE journal_head (id INTEGER NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)',
      'INSERT INTO journal_head (id, sequence) VALUES (1, 0)',
      `CREATE TABLE journal (
        sequence BIGINT NOT NULL PRIMARY KEY,
        at BIGINT NOT NULL,
        kind VARCHAR(40) NOT NULL,
        subject_type VARCHAR(20) NOT NULL,
        subject_id VARCHAR(64) NOT NULL,
        revision INTEGER NOT NULL,
        actor VARCHAR(80) NOT NULL,
        from_state VARCHAR(20) NULL,
        to_state VARCHAR(20) NULL,
        note TEXT NULL,
        data TEXT NULL,
        signal_hash VARCHAR(22) NULL
      )`,
      'CREATE INDEX journal_subject ON journal (subject_type, subject_id, sequence)',
      'CREATE INDEX journal_kind_at ON journal (kind, at)',
      'CREATE UNIQUE INDEX journal_signal ON journal (signal_hash)',
      `CREATE TABLE alarm (
        id VARCHAR(26) NOT NULL PRIMARY KEY,
        sequence BIGINT NOT NULL,
        revision INTEGER NOT NULL,
        slot VARCHAR(22) NULL,
        source_id VARCHAR(64) NOT NULL,
        alarm_key VARCHAR(191) NOT NULL,
        sector VARCHAR(16) NOT NULL,
        level VARCHAR(8) NOT NULL,
        gravity SMALLINT NOT NULL,
        title VARCHAR(200) NOT NULL,
        detail TEXT NULL,
        state VARCHAR(16) NOT NULL,
        is_open SMALLINT NOT NULL,
        condition_active SMALLINT NOT NULL,
        drill SMALLINT NOT NULL,
        count INTEGER NOT NULL,
        occurred_at BIGINT NOT NULL,
        received_at BIGINT NOT NULL,
        last_raised_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL,
        cleared_at BIGINT NULL,
        ended_at BIGINT NULL,
        skewed SMALLINT NOT NULL,
        late SMALLINT NOT NULL,
        object_code VARCHAR(64) NULL,
        object_name VARCHAR(200) NULL,
        grid_code VARCHAR(20) NULL,
        lon DOUBLE PRECISION NULL,
        lat DOUBLE PRECISION NULL,
        area MEDIUMTEXT NULL,
        value VARCHAR(100) NULL,
        expires_at BIGINT NULL,
        due_at BIGINT NULL,
        acknowledged_by VARCHAR(64) NULL,
        acknowledged_at BIGINT NULL,
        disposition VARCHAR(16) NULL,
        owner VARCHAR(64) NULL,
        promise_until BIGINT NULL,
        shelved_until BIGINT NULL,
        shelved_from VARCHAR(16) NULL,
        merged_into VARCHAR(26) NULL,
        escalation SMALLINT NOT NULL,
        next_clock_at BIGINT NULL
      )`,
      'CREATE UNIQUE INDEX alarm_slot ON alarm (slot)',
      'CREATE UNIQUE INDEX alarm_sequence ON alarm (sequence)',
      'CREATE INDEX alarm_open ON alarm (is_open, gravity, sequence)',
      'CREATE INDEX alarm_sector ON alarm (sector, is_open, sequence)',
      'CREATE INDEX alarm_state ON alarm (state, sequence)',
      'CREATE INDEX alarm_received ON alarm (received_at)',
      'CREATE INDEX alarm_clock ON alarm (next_clock_at)',
      'CREATE INDEX alarm_object ON alarm (object_code, sequence)',
      // A clear that came before its raise, kept until the raise arrives.
      'CREATE TABLE earlier_clear (slot VARCHAR(22) NOT NULL PRIMARY KEY, at BIGINT NOT NULL)',
      `CREATE TABLE alarm_shown (
        alarm_id VARCHAR(26) NOT NULL, wall_id VARCHAR(64) NOT NULL, wall_name VARCHAR(64) NOT NULL,
        revision INTEGER NOT NULL, at BIGINT NOT NULL, last_revision INTEGER NOT NULL, last_at BIGINT NOT NULL,
        PRIMARY KEY (alarm_id, wall_id)
      )`,
      `CREATE TABLE alarm_load (
        at BIGINT NOT NULL PRIMARY KEY, raised10 INTEGER NOT NULL, officers INTEGER NOT NULL, flood SMALLINT NOT NULL,
        sign_p50 BIGINT NULL, sign_p95 BIGINT NULL, chattering INTEGER NOT NULL, standing INTEGER NOT NULL, unsigned_now INTEGER NOT NULL
      )`,
      `CREATE TABLE source (
        id VARCHAR(64) NOT NULL PRIMARY KEY,
        revision INTEGER NOT NULL,
        kind VARCHAR(20) NOT NULL,
        sector VARCHAR(16) NOT NULL,
        name VARCHAR(100) NOT NULL,
        token_hash VARCHAR(64) NULL,
        silent_after BIGINT NOT NULL,
        options TEXT NOT NULL,
        disabled SMALLINT NOT NULL,
        from_file SMALLINT NOT NULL,
        last_seen_at BIGINT NULL,
        accepted BIGINT NOT NULL,
        repeats BIGINT NOT NULL,
        rejected BIGINT NOT NULL,
        created_at BIGINT NOT NULL
      )`,
      'CREATE UNIQUE INDEX source_token ON source (token_hash)',
      `CREATE TABLE account (
        username VARCHAR(64) NOT NULL PRIMARY KEY,
        display_name VARCHAR(64) NOT NULL,
        role VARCHAR(16) NOT NULL,
        sectors VARCHAR(200) NOT NULL,
        grid_prefix VARCHAR(20) NOT NULL,
        password_hash VARCHAR(200) NOT NULL,
        failures INTEGER NOT NULL,
        locked_until BIGINT NULL,
        disabled SMALLINT NOT NULL,
        last_sign_in_at BIGINT NULL,
        created_at BIGINT NOT NULL
      )`,
      `CREATE TABLE session (
        token_hash VARCHAR(64) NOT NULL PRIMARY KEY, username VARCHAR(64) NOT NULL, created_at BIGINT NOT NULL,
        last_active_at BIGINT NOT NULL, ip VARCHAR(64) NOT NULL, ended_at BIGINT NULL
      )`,
      'CREATE INDEX session_user ON session (username, last_active_at)',
      `CREATE TABLE wall (
        id VARCHAR(26) NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL, token_hash VARCHAR(64) NOT NULL, sectors VARCHAR(200) NOT NULL,
        grid_prefix VARCHAR(20) NOT NULL, created_at BIGINT NOT NULL, created_by VARCHAR(64) NOT NULL, last_seen_at BIGINT NULL, revoked_at BIGINT NULL
      )`,
      'CREATE UNIQUE INDEX wall_token ON wall (token_hash)',
      'CREATE TABLE audit_head (id INTEGER NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL, hash VARCHAR(64) NOT NULL)',
      "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '')",
      `CREATE TABLE audit (
        sequence BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, actor VARCHAR(80) NOT NULL, action VARCHAR(60) NOT NULL,
        object VARCHAR(120) NOT NULL, result VARCHAR(10) NOT NULL, ip VARCHAR(64) NOT NULL, detail TEXT NULL, hash VARCHAR(64) NOT NULL
      )`,
      'CREATE INDEX audit_at ON audit (at)',
      `CREATE TABLE grid (
        code VARCHAR(20) NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, kind VARCHAR(16) NOT NULL, is_schematic SMALLINT NOT NULL,
        lon DOUBLE PRECISION NOT NULL, lat DOUBLE PRECISION NOT NULL, rings MEDIUMTEXT NOT NULL, chief VARCHAR(64) NULL, chief_phone VARCHAR(32) NULL
      )`,
      `CREATE TABLE supervised_object (
        code VARCHAR(64) NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, sector VARCHAR(16) NOT NULL, kind VARCHAR(64) NOT NULL,
        grid_code VARCHAR(20) NOT NULL, lon DOUBLE PRECISION NOT NULL, lat DOUBLE PRECISION NOT NULL, risk VARCHAR(8) NOT NULL,
        address VARCHAR(200) NULL, responsible VARCHAR(64) NULL, responsible_phone VARCHAR(32) NULL
      )`,
      'CREATE INDEX object_sector ON supervised_object (sector, code)',
      'CREATE INDEX object_grid ON supervised_object (grid_code, code)',
      'CREATE TABLE setting (name VARCHAR(64) NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
    ]);
  }

  async down(): Promise<void> {
    throw new Error('the first migration is not undone: restore a backup instead');
  }
}
