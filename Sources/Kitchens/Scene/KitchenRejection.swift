/// Why one try at a scene was given up.
public struct KitchenRejection: Error, Sendable, Hashable {
  /// `no_fixture`, `no_room`, `unreachable`, `unsettled`, and so on.
  public var kind: String
  /// The role it is about.
  public var subject: String
  public var detail: String
  /// Names of what was in the way.
  public var blockers: [String]

  public init(kind: String, subject: String, detail: String, blockers: [String] = []) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
    self.blockers = blockers
  }
}
