extension CatalogSchema {
  /// What datasets choose episodes by, and what they chose.
  static let selection = [
    // JSON; null for episodes that were kept before there were any
    "ALTER TABLE episodes ADD COLUMN traits TEXT",
    "ALTER TABLE episodes ADD COLUMN path TEXT",
    // by its place in the dataset's order
    """
    CREATE TABLE dataset_episodes (
      dataset INTEGER NOT NULL REFERENCES datasets (seq),
      position INTEGER NOT NULL,
      episode INTEGER NOT NULL REFERENCES episodes (seq),
      PRIMARY KEY (dataset, position)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE datasets ADD COLUMN choice TEXT",
    "ALTER TABLE datasets ADD COLUMN dropped TEXT",
    "ALTER TABLE datasets ADD COLUMN options TEXT",
    "ALTER TABLE datasets ADD COLUMN license TEXT",
  ]
}
