import GRDB

/// The order of a list by its sequence numbers.
enum ListOrder {
  case oldestFirst
  case newestFirst
}

extension Catalog {
  /// One page of a table by its sequence number.
  ///
  /// `list` is the list's name in tokens: one per filter, so that tokens cannot be mixed up. `filter`
  /// is an SQL condition with one argument for each of `arguments`; `record` reads one row.
  static func page<Record: Sendable>(
    _ db: Database, list: String, table: String, filter: String = "TRUE",
    arguments: [any DatabaseValueConvertible] = [], order: ListOrder, page: PageRequest,
    record: (Row) throws -> Record
  ) throws -> Page<Record> {
    try page.check()
    let comparison = order == .oldestFirst ? ">" : "<"
    let direction = order == .oldestFirst ? "ASC" : "DESC"

    // one row more than asked for tells whether there is a next page
    let start = order == .oldestFirst ? 0 : Int.max
    let after = try page.token.map { try PageToken.decode(list, $0, count: 1)[0] } ?? start
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM \(table) WHERE (\(filter)) AND seq \(comparison) ?
        ORDER BY seq \(direction) LIMIT ?
        """)
    let values = arguments + [after, page.size + 1]
    let rows = try Row.fetchAll(statement, arguments: StatementArguments(values))
    let shown = rows.prefix(page.size)
    var token: String?
    if rows.count > page.size, let last = shown.last {
      token = PageToken.encode(list, [last["seq"]])
    }
    return Page(records: try shown.map(record), nextPageToken: token)
  }
}
