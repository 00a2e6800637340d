import JSONText

/// One field of a request that cannot be used.
struct FieldError: Sendable, Hashable {
  /// The path within the request, for instance `motions.nn_k`.
  var field: String
  /// What is wrong there, in words.
  var reason: String

  var json: JSON { ["field": JSON(field), "reason": JSON(reason)] }
}
