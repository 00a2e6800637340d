/// A strong entity tag, and what conditional requests say of it (RFC 9110, section 13).
struct EntityTag: Sendable {
  /// What identifies the content, for instance its hash.
  var content: String

  /// As it stands in a header.
  var header: String { "\"\(content)\"" }

  /// Whether a list of tags, as in `If-None-Match`, holds it; weak tags count as equal there.
  func isAmong(_ list: String, weakly: Bool) -> Bool {
    list.split(separator: ",").contains { item in
      let tag = item.drop { $0 == " " }.prefix { $0 != " " }
      if tag == "*" { return true }
      return tag == header || (weakly && tag == "W/\(header)")
    }
  }
}
