import ArgumentParser
import Service

/// `demomill key revoke`: ends a key.
struct KeyRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a key, at once and for good.")

  @OptionGroup var folder: KeyFolder

  @Argument(help: "The key's id, as list tells it: the part between dm_ and the next _.")
  var id: String

  func validate() throws {
    guard (1...32).contains(id.utf8.count),
      id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw ValidationError("Say the key's id, not the key: the part between dm_ and the next _.")
    }
  }

  func run() async throws {
    try await folder.run { desk in
      try await desk.revoke(id)
      print("\(id) is revoked")
    }
  }
}
