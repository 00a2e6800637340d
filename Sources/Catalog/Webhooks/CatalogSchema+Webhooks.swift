extension CatalogSchema {
  /// Who wants to be told of what, what there is to tell, and how the telling went.
  static let webhooks = [
    """
    CREATE TABLE webhooks (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      request_key TEXT UNIQUE,
      url TEXT NOT NULL,
      events TEXT NOT NULL,
      description TEXT NOT NULL,
      active INTEGER NOT NULL DEFAULT 1,
      note TEXT,
      secret TEXT NOT NULL,
      old_secret TEXT,
      old_secret_until REAL,
      created_at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE webhook_messages (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      created_at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE webhook_deliveries (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      webhook INTEGER NOT NULL REFERENCES webhooks (seq) ON DELETE CASCADE,
      message INTEGER NOT NULL REFERENCES webhook_messages (seq),
      subject TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
      tries INTEGER NOT NULL DEFAULT 0,
      next_at REAL,
      created_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, seq)",
    "CREATE INDEX webhook_deliveries_by_message ON webhook_deliveries (message)",
    """
    CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at)
    WHERE state = 'pending'
    """,
    """
    CREATE INDEX webhook_deliveries_in_turn ON webhook_deliveries (webhook, subject, seq)
    WHERE state = 'pending'
    """,
    """
    CREATE TABLE webhook_attempts (
      delivery INTEGER NOT NULL REFERENCES webhook_deliveries (seq) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      at REAL NOT NULL,
      seconds REAL NOT NULL,
      status INTEGER,
      error TEXT,
      PRIMARY KEY (delivery, number)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
