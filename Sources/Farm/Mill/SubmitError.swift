import Catalog

/// Why a job or dataset was not accepted: the field at fault and what is wrong with it.
public struct SubmitError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The field's path in the request, for instance `motions.action_noise`; empty when the fault is
  /// the mill's.
  public var field: String
  public var reason: String
  /// Whether nothing is wrong but that a quota is used up.
  public var isExhausted = false

  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  init(_ error: CatalogError) {
    switch error {
    case .invalid(let field, let reason): self.init(field: field, reason: reason)
    case .exhausted(let reason):
      self.init(field: "", reason: reason)
      isExhausted = true
    default: self.init(field: "", reason: error.description)
    }
  }

  public var description: String { field.isEmpty ? reason : "\(field): \(reason)" }
}
