extension CatalogSchema {
  /// Keys, what they uploaded by day (days since 1970, UTC), and whose a job is.
  ///
  /// Rows of keys are never removed: a catalog that had keys once stays closed.
  static let keys = [
    """
    CREATE TABLE api_keys (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      limits TEXT NOT NULL,
      created_at REAL NOT NULL,
      expires_at REAL,
      revoked_at REAL,
      last_used_at REAL
    ) STRICT
    """,
    """
    CREATE TABLE api_key_uploads (
      key TEXT NOT NULL REFERENCES api_keys (id),
      day INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      PRIMARY KEY (key, day)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE jobs ADD COLUMN api_key TEXT",
    """
    CREATE INDEX jobs_unfinished_by_key ON jobs (api_key)
    WHERE state IN ('queued', 'running', 'paused')
    """,
  ]
}
