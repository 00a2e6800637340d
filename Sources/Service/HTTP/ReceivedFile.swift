import Foundation

/// An uploaded body on disk; whoever received it removes it when the request is over.
struct ReceivedFile: Sendable {
  var url: URL
  /// Without parameters, lower case.
  var mediaType: String
  /// Size after undoing the content coding.
  var bytes: Int
  /// SHA-256 of the same bytes, in hexadecimal.
  var sha256: String
}
