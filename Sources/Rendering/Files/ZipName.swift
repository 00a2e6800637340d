/// The names that entries of an archive may have.
enum ZipName {
  /// Letters, digits and `_ - . /`, up to 200, none of the parts between `/` empty, `.` or `..`.
  static func isAllowed(_ name: String) -> Bool {
    guard (1...200).contains(name.utf8.count) else { return false }
    let parts = name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.contains { $0 != 0x2E }
        && part.allSatisfy {
          switch $0 {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
          default: false
          }
        }
    }
  }
}
