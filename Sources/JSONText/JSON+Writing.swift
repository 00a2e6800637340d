extension JSON {
  /// How a text is laid out.
  public enum Style: Sendable {
    /// One line, members in their order.
    case compact
    /// One line, members sorted by key: equal values give equal bytes.
    case sorted
    /// A line per member, in their order; arrays of `numbers` are on one line each.
    case lines
  }

  /// The text in UTF-8; numbers that are not finite are null.
  public func bytes(_ style: Style) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.append(self)
    return style == .lines ? writer.bytes + [0x0A] : writer.bytes
  }

  /// The text, in a style.
  public func formatted(_ style: Style) -> String {
    String(decoding: bytes(style), as: UTF8.self)
  }

  /// The text, keys sorted, without spaces: the same value always gives the same bytes.
  public var serialized: [UInt8] { bytes(.sorted) }
}
