extension CatalogSchema {
  /// Files that arrive in pieces; their bytes lie beside the catalog.
  static let uploads = [
    """
    CREATE TABLE uploads (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('receiving', 'reading', 'kept', 'refused')),
      length INTEGER,
      received INTEGER NOT NULL,
      boot TEXT,
      metadata TEXT NOT NULL,
      task TEXT NOT NULL,
      filename TEXT,
      media_type TEXT,
      sha256 TEXT,
      demonstrations TEXT,
      problem TEXT,
      created_at REAL NOT NULL,
      expires_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX uploads_by_state ON uploads (state, created_at)",
  ]
}
