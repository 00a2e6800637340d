import Farm
import Foundation

/// Faults that a worker has at given attempts, each so many times, counted across processes.
struct Faults {
  let folder: String

  /// Has the faults that the plan says for an attempt.
  func strike(_ channel: WorkerChannel, scene: Int, motion: Int) throws {
    let plan = (try? String(contentsOfFile: "\(folder)/plan", encoding: .utf8)) ?? ""
    for (index, line) in plan.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 4, let times = Int(words[3]), matches(words[1], scene),
        matches(words[2], motion), take(index, times: times)
      else { continue }
      if ["abort", "segv", "hang"].contains(words[0]) {
        let line = "\(words[0]) at scene \(scene) motion \(motion)\n"
        FileHandle.standardError.write(Data(line.utf8))
      }
      try have(words[0], channel)
    }
  }

  private func matches(_ word: String, _ number: Int) -> Bool { word == "*" || Int(word) == number }

  /// Takes one of a fault's times; false when all are used.
  private func take(_ index: Int, times: Int) -> Bool {
    for number in 0..<times {
      let file = open("\(folder)/fault-\(index)-\(number)", O_WRONLY | O_CREAT | O_EXCL, 0o644)
      guard file >= 0 else { continue }
      close(file)
      return true
    }
    return false
  }

  private func have(_ fault: String, _ channel: WorkerChannel) throws {
    switch fault {
    case "abort": abort()
    case "segv": kill(getpid(), SIGSEGV)
    case "kill": kill(getpid(), SIGKILL)
    case "exit":
      FileHandle.standardError.write(Data("leaving early\n".utf8))
      exit(0)
    case "hang": while true { sleep(100) }
    case "slow": usleep(50_000)
    case "starve": try Starvation.suffer()
    case "nonsense":
      try channel.write(.finished)
    case "trouble":
      try channel.write(.troubled(WorkerRefusal("the disk is full")))
    default: fatalError("unknown fault \(fault)")
    }
  }
}
