import Foundation
import Logging
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// How worker processes are started.
///
/// swift-subprocess ties a child to a scope: leaving it, however that happens, ends the child.
struct WorkerLauncher: Sendable {
  var executable: String
  var scenesFolder: String
  var blobFolder: String
  var environment: [String: String] = [:]
  /// How far its workers stand back where others want the CPU, 0 to 19.
  var niceness = 5
  /// Whether its workers read all tasks before they are ready, also those in kitchens.
  var allTasks = false
  var logger: Logger

  /// Starts a worker, runs `body` with a link to it, ends the worker and returns how it ended.
  func withWorker<Value: Sendable>(
    _ body: @Sendable (WorkerLink) async -> Value
  ) async -> (value: Value?, ending: WorkerEnding) {
    let arguments =
      ["worker", "--scenes", scenesFolder, "--blobs", blobFolder, "--niceness", "\(niceness)"]
      + (allTasks ? ["--all-tasks"] : [])

    // a backtrace would take seconds after a crash; HDF5 must not load plug-ins from anywhere
    var variables: [Environment.Key: String?] = [
      "SWIFT_BACKTRACE": "enable=no", "HDF5_PLUGIN_PATH": "/nonexistent",
    ]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    var configuration = Subprocess.Configuration(
      executable: .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(variables))
    // a terminal's Ctrl-C is for the server alone
    configuration.platformOptions.processGroupID = 0

    let tail = TextTail()
    do {
      let result = try await Subprocess.run(
        configuration, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        let link = WorkerLink(
          writer: execution.standardInputWriter, output: execution.standardOutput,
          process: execution.processIdentifier.value,
          kill: { try? execution.send(signal: .kill) })
        async let drained: Void = tail.drain(execution.standardError)
        let watch = Task { await link.watch() }
        let value = await body(link)

        // the end of its input tells a worker to go, and the watch sees that it does
        link.allow(.seconds(5), countsWaits: true)
        await link.close()
        await drained
        watch.cancel()
        return (value, link.timedOut)
      }
      let (value, timedOut) = result.closureResult
      return (value, WorkerEnding(result.terminationStatus, timedOut: timedOut, stderr: tail.text))
    } catch {
      return (nil, WorkerEnding(kind: .didNotStart("\(error)"), stderr: tail.text))
    }
  }
}
