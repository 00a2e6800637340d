import ArgumentParser
import Authoring
import Catalog
import Farm
import Foundation
import Logging
import Rollouts

/// `demomill verify`: makes every kept episode of a data folder again and compares every bit.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make kept episodes again and compare every bit.",
    discussion: """
      Each episode is made twice: from its recipe, and from its first state and its actions. No server \
      may have the folder open meanwhile; a running server verifies by POST /v1/episodes/ID:verify.
      """)

  @Option(help: "The folder that a server, or multiply --data, kept its work in.")
  var data: String

  @Option(help: "Only the episodes of this job.")
  var job: String?

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  func validate() throws {
    guard FileManager.default.fileExists(atPath: "\(data)/catalog.sqlite") else {
      throw ValidationError("\(data) is no data folder: it has no catalog.sqlite.")
    }
  }

  func run() async throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    do {
      let mill = try await Mill(
        MillConfiguration(
          dataFolder: data,
          scenesFolder: try DataFolder.locateScenes(given: scenesFolder, executable: executable),
          executable: executable, workers: 1,
          logger: Logger(label: "demomill") { StreamLogHandler.standardError(label: $0) }))
      guard try await verifyAll(mill) else { throw ExitCode.failure }
    } catch let code as ExitCode {
      throw code
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
  }

  /// Prints a line for each episode that differs, and the totals.
  private func verifyAll(_ mill: Mill) async throws -> Bool {
    var all = 0
    var same = 0
    var token: String?
    repeat {
      let page = try await mill.catalog.episodes(
        job: job, page: PageRequest(size: 100, token: token))
      for episode in page.records {
        all += 1
        let report: VerificationReport
        do { report = try await mill.verify(episode.id) } catch {
          print("\(episode.id)  \(error)")
          continue
        }
        if report.matches && report.replayMatches {
          same += 1
        } else {
          print("\(episode.id)  \(report.detail ?? "differs")")
        }
      }
      token = page.nextPageToken
    } while token != nil
    print("verified   \(same) of \(all) episodes are the same bit for bit")
    return same == all
  }
}
