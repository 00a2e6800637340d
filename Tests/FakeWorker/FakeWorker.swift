import Catalog
import Episodes
import Farm
import Foundation

/// A worker without physics, that does what the file `plan` of the folder `FAKE_WORKER` says.
///
/// Each line is a fault: what to do, in which scene and motion, and how often. Every attempt is noted
/// in the folder's `log`. The outcome of an attempt is a function of seed, scene and motion.
@main struct FakeWorker {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.contains("--put-forever") { try putForever(arguments[2]) }
    let folder = ProcessInfo.processInfo.environment["FAKE_WORKER"] ?? ""
    append("start \(getpid())", to: "\(folder)/log")
    if FileManager.default.fileExists(atPath: "\(folder)/broken") {
      FileHandle.standardError.write(Data("this worker is broken\n".utf8))
      exit(3)
    }
    let channel = WorkerChannel.standard()
    // what a library prints must not end up among the frames
    print("ODE Message 0: nothing")
    let blobs = arguments.firstIndex(of: "--blobs").map { arguments[$0 + 1] } ?? folder
    try FakeWorker(
      channel: channel, faults: Faults(folder: folder), blobs: BlobStore(folder: blobs)
    ).serve()
  }

  let channel: WorkerChannel
  let faults: Faults
  let blobs: BlobStore

  private func serve() throws {
    try channel.write(.ready(WorkerHello()))
    while let order = channel.read() {
      switch order {
      case .attempts(let order): try attempt(order)
      case .export(let order): try export(order)
      case .render(let order): try render(order)
      case .ping: try channel.write(.finished)
      case .verify, .ingest, .scene, .preview, .reset, .step:
        try channel.write(.refused(WorkerRefusal("not in this worker")))
      }
    }
  }

  private func attempt(_ order: AttemptsOrder) throws {
    for motion in order.motions {
      Self.append("attempt \(order.scene) \(motion) \(getpid())", to: "\(faults.folder)/log")
      try faults.strike(channel, scene: order.scene, motion: motion)
      let result = try Self.result(
        seed: order.recipe.seed, scene: order.scene, motion: motion, blobs: blobs)
      try channel.write(.attempt(result))
    }
    try channel.write(.finished)
  }

  /// Two of three attempts succeed; the blob's content tells where it comes from.
  private static func result(
    seed: UInt64, scene: Int, motion: Int, blobs: BlobStore
  ) throws -> AttemptResult {
    let failure: FailureReason? = (scene + motion) % 3 == 2 ? .dropped : nil
    let outcome = AttemptOutcome(
      scene: scene, motion: motion, failure: failure, subtask: failure == nil ? nil : 1,
      demonstration: 0, steps: 10, anyFrameSuccess: failure == nil, cpuSeconds: 0.125,
      metrics: failure == nil ? ["mean_jerk_m_s3": Double(scene) + Double(motion) / 10] : [:])
    guard failure == nil else { return AttemptResult(outcome: outcome) }
    let data = Data("episode \(seed) \(scene) \(motion)".utf8)
    return AttemptResult(
      outcome: outcome,
      episode: EpisodeSummary(
        blob: try blobs.put(data, durably: false), bytes: data.count, steps: 10,
        stateHash: "0123456789abcdef", demonstrations: [0],
        traits: EpisodeTraits(
          language: "do it", cell: "a:\(scene)",
          identities: ["scene": "scene/\(scene)", "object": "object/\(scene / 2)"]),
        path: EpisodePath(kind: "a", points: [Double(scene), Double(motion) / 1000, 0])))
  }

  /// The file is the blobs' contents, one a line.
  private func export(_ order: ExportOrder) throws {
    try faults.strike(channel, scene: -1, motion: -1)
    var text = Data()
    for (index, blob) in order.episodes.enumerated() {
      text.append(try blobs.read(blob))
      text.append(UInt8(ascii: "\n"))
      try channel.write(.progress(done: index, total: order.episodes.count))
    }
    try DurableFile.write(text, to: order.file)
    let name = order.file.split(separator: "/").last.map(String.init) ?? ""
    try channel.write(
      .exported(
        ExportSummary(
          files: [.init(path: name, size: text.count, sha256: BlobStore.sha256(text))],
          episodes: order.episodes.count, steps: 10 * order.episodes.count)))
  }

  /// Pictures that are words; faults strike at scene -2 and the motion of their style seed.
  private func render(_ order: RenderOrder) throws {
    for item in order.items {
      let seed = item.recipe.styleSeed
      Self.append("pictures \(seed) \(getpid())", to: "\(faults.folder)/log")
      try faults.strike(channel, scene: -2, motion: Int(seed))
      let data = Data("pictures \(item.id)".utf8)
      let small = Data("thumbnail \(seed)".utf8)
      try channel.write(
        .taken(
          TakenPictures(
            id: item.id, blob: try blobs.put(data, durably: false), bytes: data.count, frames: 11,
            thumbnailBlob: try blobs.put(small, durably: false), thumbnailBytes: small.count)))
    }
    try channel.write(.finished)
  }

  /// Puts blobs until killed, whose content is known by their first bytes.
  private static func putForever(_ folder: String) throws -> Never {
    let blobs = try BlobStore(folder: folder)
    var number = 0
    while true {
      let data = Data("\(getpid()) \(number)".utf8) + Data(repeating: 7, count: 300_000)
      _ = try blobs.put(data, durably: number % 2 == 0)
      number += 1
    }
  }

  static func append(_ line: String, to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    _ = "\(line)\n".withCString { write(file, $0, strlen($0)) }
    close(file)
  }
}
