import ArgumentParser

/// `demomill key`: who may use a server.
struct Key: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make, list and revoke the keys of a server.",
    discussion: """
      Works while the server of the folder runs, and while it does not. Until the first key is made \
      the server asks for none, and listens on loopback only; from then on every request needs one: \
      Authorization: Bearer dm_….
      """,
    subcommands: [KeyCreate.self, KeyList.self, KeyRevoke.self])
}
