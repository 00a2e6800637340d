import ArgumentParser
import Catalog
import Foundation
import Service

/// `demomill key list`: what is known of all keys, never the keys themselves.
struct KeyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List keys, those that ended, too.")

  @OptionGroup var folder: KeyFolder

  @Flag(help: "Print JSON, one key a line.")
  var json = false

  func run() async throws {
    try await folder.run { desk in
      let keys = try await desk.list()
      if json {
        for key in keys { print(try CanonicalJSON.text(key)) }
      } else {
        print(KeyTable.text(keys, now: systemClock()), terminator: "")
      }
    }
  }
}
