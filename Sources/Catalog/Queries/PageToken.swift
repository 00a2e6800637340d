import Foundation

/// The opaque text of a place in a list: what list it is of, and the last record's keys.
enum PageToken {
  /// The token after a record with these keys.
  static func encode(_ list: String, _ keys: [Int]) -> String {
    let text = ([list] + keys.map(String.init)).joined(separator: ".")
    return Data(text.utf8).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  /// The keys of a token made for this list.
  static func decode(_ list: String, _ token: String, count: Int) throws(CatalogError) -> [Int] {
    var text = token.replacingOccurrences(of: "-", with: "+")
      .replacingOccurrences(of: "_", with: "/")
    text += String(repeating: "=", count: (4 - text.count % 4) % 4)
    let fields = Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self) }?
      .split(separator: ".", omittingEmptySubsequences: false)
    guard let fields, fields.count == count + 1, fields[0] == list else {
      throw .invalid(field: "page_token", reason: "is not a token of this list")
    }
    let keys = fields.dropFirst().compactMap { Int($0) }
    guard keys.count == count else {
      throw .invalid(field: "page_token", reason: "is not a token of this list")
    }
    return keys
  }
}

extension PageRequest {
  /// Throws unless the size is accepted.
  func check() throws(CatalogError) {
    guard Self.sizes.contains(size) else {
      throw .invalid(field: "page_size", reason: "must be between 1 and \(Self.sizes.upperBound)")
    }
  }
}
