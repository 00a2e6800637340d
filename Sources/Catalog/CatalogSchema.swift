import GRDB

/// The tables, and how older files come to them.
enum CatalogSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      for statement in demonstrations + jobs + tasks + results + datasets + idempotency {
        try db.execute(sql: statement)
      }
    }
    migrator.registerMigration("v2") { db in
      for statement in earlyEnds { try db.execute(sql: statement) }
    }
    migrator.registerMigration("v3") { db in
      for statement in pictures { try db.execute(sql: statement) }
    }
    migrator.registerMigration("v4-keys") { db in
      for statement in keys { try db.execute(sql: statement) }
    }
    migrator.registerMigration("v5-uploads") { db in
      for statement in uploads { try db.execute(sql: statement) }
    }
    migrator.registerMigration("v6-webhooks") { db in
      for statement in webhooks { try db.execute(sql: statement) }
    }
    migrator.registerMigration("v7-selection") { db in
      for statement in selection { try db.execute(sql: statement) }
      try Catalog.listEpisodes(db)
    }
    return migrator
  }

  /// Pictures of episodes: renders, what each consists of, and what was taken, which renders and
  /// datasets share.
  static let pictures = [
    """
    CREATE TABLE renders (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      request_key TEXT UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'ready', 'failed', 'cancelled')),
      request TEXT NOT NULL,
      task TEXT NOT NULL,
      total INTEGER NOT NULL,
      done INTEGER NOT NULL DEFAULT 0,
      thumbnails TEXT,
      error TEXT,
      created_at REAL NOT NULL,
      finished_at REAL
    ) STRICT
    """,
    """
    CREATE TABLE render_items (
      render INTEGER NOT NULL REFERENCES renders (seq),
      position INTEGER NOT NULL,
      picture_set TEXT NOT NULL,
      episode TEXT NOT NULL,
      episode_blob TEXT NOT NULL,
      variant INTEGER NOT NULL,
      style_seed INTEGER NOT NULL,
      PRIMARY KEY (render, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE picture_sets (
      id TEXT PRIMARY KEY,
      blob TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      thumbnail TEXT NOT NULL,
      thumbnail_bytes INTEGER NOT NULL,
      created_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE datasets ADD COLUMN cameras TEXT",
    "ALTER TABLE datasets ADD COLUMN render TEXT",
    // what was asked for, before jobs and renders filled it in
    "ALTER TABLE datasets ADD COLUMN asked TEXT",
  ]

  /// Jobs that may end early, screened attempts, lint reports.
  ///
  /// Tasks of a job `in_rounds` are counted in the order of the plan: `frontier` is the position of the
  /// next one, and a task done before its turn keeps its `results`.
  static let earlyEnds = [
    "ALTER TABLE jobs ADD COLUMN in_rounds INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE jobs ADD COLUMN frontier INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE jobs ADD COLUMN stop_reason TEXT",
    "ALTER TABLE jobs ADD COLUMN screened INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE jobs ADD COLUMN subtasks TEXT NOT NULL DEFAULT '[]'",
    "UPDATE jobs SET stop_reason = 'all_attempts' WHERE state = 'succeeded'",
    "ALTER TABLE tasks ADD COLUMN results TEXT",
    "ALTER TABLE attempts ADD COLUMN screened INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE demonstrations ADD COLUMN lint TEXT",
  ]

  static let demonstrations = [
    """
    CREATE TABLE demonstrations (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      sha256 TEXT NOT NULL UNIQUE,
      upload_sha256 TEXT NOT NULL,
      name TEXT NOT NULL,
      task TEXT NOT NULL,
      robot TEXT NOT NULL,
      frames INTEGER NOT NULL,
      subtasks TEXT NOT NULL,
      created_at REAL NOT NULL
    ) STRICT
    """
  ]

  static let jobs = [
    """
    CREATE TABLE jobs (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      request_key TEXT UNIQUE,
      state TEXT NOT NULL CHECK (
        state IN ('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled')),
      spec TEXT NOT NULL,
      task TEXT NOT NULL,
      engine_version TEXT NOT NULL,
      task_version TEXT NOT NULL,
      priority INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      planned INTEGER NOT NULL DEFAULT 0,
      total INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      successes INTEGER NOT NULL DEFAULT 0,
      any_frame_successes INTEGER NOT NULL DEFAULT 0,
      retries INTEGER NOT NULL DEFAULT 0,
      cpu_seconds REAL NOT NULL DEFAULT 0,
      revision INTEGER NOT NULL DEFAULT 1,
      error TEXT,
      created_at REAL NOT NULL,
      started_at REAL,
      finished_at REAL,
      CHECK (attempts <= total)
    ) STRICT
    """,
    "CREATE INDEX jobs_by_state ON jobs (state, priority DESC, seq)",
    // the hash stays when the demonstration's row goes, so that old episodes can be verified
    """
    CREATE TABLE job_demonstrations (
      job INTEGER NOT NULL REFERENCES jobs (seq),
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (job, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX job_demonstrations_by_id ON job_demonstrations (id)",
    // counts by demonstration, subtask (-1: none) and reason ('': success)
    """
    CREATE TABLE job_outcomes (
      job INTEGER NOT NULL REFERENCES jobs (seq),
      demonstration INTEGER NOT NULL,
      subtask INTEGER NOT NULL,
      reason TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (job, demonstration, subtask, reason)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  static let tasks = [
    """
    CREATE TABLE tasks (
      id TEXT PRIMARY KEY,
      job INTEGER NOT NULL REFERENCES jobs (seq),
      position INTEGER NOT NULL,
      scene INTEGER NOT NULL,
      first_motion INTEGER NOT NULL,
      motions INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'failed', 'cancelled')),
      attempt INTEGER NOT NULL DEFAULT 0,
      tries INTEGER NOT NULL DEFAULT 0,
      worker TEXT,
      lease_until REAL,
      ready_at REAL NOT NULL DEFAULT 0,
      crashes TEXT NOT NULL DEFAULT '{}',
      skipped TEXT NOT NULL DEFAULT '[]',
      error TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tasks_by_state ON tasks (job, state, position)",
    "CREATE INDEX tasks_by_lease ON tasks (lease_until) WHERE state = 'leased'",
  ]

  static let results = [
    """
    CREATE TABLE attempts (
      job INTEGER NOT NULL REFERENCES jobs (seq),
      scene INTEGER NOT NULL,
      motion INTEGER NOT NULL,
      failure TEXT,
      subtask INTEGER,
      demonstration INTEGER,
      steps INTEGER NOT NULL,
      any_frame_success INTEGER NOT NULL,
      cpu_seconds REAL NOT NULL,
      detail TEXT,
      created_at REAL NOT NULL,
      PRIMARY KEY (job, scene, motion)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE episodes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      job INTEGER NOT NULL,
      scene INTEGER NOT NULL,
      motion INTEGER NOT NULL,
      demonstrations TEXT NOT NULL,
      steps INTEGER NOT NULL,
      blob TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      state_hash TEXT NOT NULL,
      any_frame_success INTEGER NOT NULL,
      metrics TEXT NOT NULL,
      created_at REAL NOT NULL,
      UNIQUE (job, scene, motion),
      FOREIGN KEY (job, scene, motion) REFERENCES attempts (job, scene, motion)
    ) STRICT
    """,
    "CREATE INDEX episodes_by_job ON episodes (job, seq)",
  ]

  static let datasets = [
    """
    CREATE TABLE datasets (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      request_key TEXT UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'ready', 'failed')),
      format TEXT NOT NULL,
      filter TEXT NOT NULL,
      split TEXT NOT NULL,
      task TEXT NOT NULL,
      last_episode INTEGER NOT NULL,
      episodes INTEGER NOT NULL,
      progress REAL NOT NULL DEFAULT 0,
      manifest TEXT,
      error TEXT,
      created_at REAL NOT NULL,
      finished_at REAL,
      UNIQUE (name, version)
    ) STRICT
    """
  ]

  static let idempotency = [
    """
    CREATE TABLE idempotency (
      key TEXT NOT NULL,
      route TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      response TEXT,
      created_at REAL NOT NULL,
      PRIMARY KEY (key, route)
    ) STRICT, WITHOUT ROWID
    """
  ]
}
