import Datasets
import Foundation
import TestSupport
import Testing

/// A file whose writer died is gone on with, to the bytes that it would have had.
@Suite struct RobomimicResumeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writer(_ path: String, identity: String?) throws -> RobomimicWriter {
    var options = RobomimicWriter.Options()
    options.identity = identity
    return try RobomimicWriter(
      path: path, environment: RobomimicWriterTests.environment, options: options)
  }

  private func append(_ numbers: Range<Int>, to writer: RobomimicWriter) throws {
    for k in numbers {
      try writer.append(
        SampleEpisode.make(scene: k % 50, steps: 5), side: k % 10 == 9 ? .valid : .train)
    }
  }

  @Test func whatADeadWriterLeftIsGoneOnWith() throws {
    let whole = try writer(folder.path("whole.hdf5"), identity: nil)
    try append(0..<1100, to: whole)
    let summary = try whole.finish()

    // dies after 700, of which 500 are on the disk
    let path = folder.path("a.hdf5")
    let died = try writer(path, identity: "a")
    try append(0..<700, to: died)
    let left = try Data(contentsOf: URL(filePath: path + ".part"))
    let note = try Data(contentsOf: URL(filePath: path + ".part.state"))
    let again = folder.path("b.hdf5")
    func leave() throws {
      try left.write(to: URL(filePath: again + ".part"))
      try note.write(to: URL(filePath: again + ".part.state"))
    }
    try leave()
    #expect(try writer(again, identity: "another").episodes == 0)
    try leave()
    let resumed = try writer(again, identity: "a")
    #expect(resumed.episodes == 500)
    // it still knows what an episode has to be like
    var odd = SampleEpisode.make(steps: 5)
    odd.signals = []
    odd.signalNames = []
    #expect(throws: DatasetError.self) { try resumed.append(odd) }
    try append(500..<1100, to: resumed)
    #expect(try resumed.finish().valid == summary.valid)
    let bytes = try [again, folder.path("whole.hdf5")].map {
      try Data(contentsOf: URL(filePath: $0))
    }
    #expect(bytes[0] == bytes[1])
    #expect(!FileManager.default.fileExists(atPath: again + ".part.state"))
  }
}
