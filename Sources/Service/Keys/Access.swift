import Catalog

/// Who may call an operation once there are keys.
enum Access: Sendable, Hashable {
  /// Everybody.
  case open
  /// Whoever shows a valid key.
  case anyKey
  /// Whoever shows a key of this scope, or of `admin`.
  case scope(KeyScope)

  /// The scopes that the contract names.
  var scopes: [KeyScope] { if case .scope(let scope) = self { [scope] } else { [] } }

  /// Whether a key with these scopes suffices.
  func isGranted(to scopes: [KeyScope]) -> Bool {
    switch self {
    case .open, .anyKey: true
    case .scope(let scope): scopes.contains(scope) || scopes.contains(.admin)
    }
  }
}
