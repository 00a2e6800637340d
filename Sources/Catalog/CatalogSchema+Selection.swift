extension CatalogSchema {
  /// What datasets choose episodes by, and what they chose.
  static let selection = [
    // JSON; null for episodes that were kept before there were any
    "ALTER TABLE episodes ADD COLUMN traits TEXT",
    "ALTER TABLE episodes ADD COLUMN path TEXT",
  ]
}
