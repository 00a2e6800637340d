import Demonstrations
import Foundation
import JSONText

/// Files to upload, good and bad.
enum Samples {
  /// Three demonstrations of stacking.
  static func stack() throws -> [UInt8] { try Repository.demonstration("stack_robosuite.hdf5") }

  /// Two demonstrations of lifting.
  static func lift() throws -> [UInt8] { try Repository.demonstration("lift_human.hdf5") }

  /// A few short demonstrations of lifting.
  static func shortLift() throws -> [UInt8] {
    try Repository.demonstration("lift_scripted.hdf5")
  }

  /// The short lifting demonstrations as JSON, the same content as the HDF5 file.
  static func shortLiftJSON() throws -> [UInt8] {
    let path = Repository.root.appending(path: "Demos/lift_scripted.hdf5").path
    return [UInt8](try DemonstrationJSON.encode(try DemonstrationDecoder.decode(path: path)))
  }

  /// The short lifting file after something was done to it.
  static func hostile(_ change: (_ path: String) -> Int32) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).hdf5")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try shortLift()).write(to: file)
    guard change(file.path) == 0 else { throw Connection.Failure(what: "HDF5 made no such file") }
    return [UInt8](try Data(contentsOf: file))
  }

  /// The first of the stacking demonstrations as JSON.
  static func stackJSON() throws -> JSON {
    let path = Repository.root.appending(path: "Demos/stack_robosuite.hdf5").path
    let all = try DemonstrationDecoder.decode(path: path)
    let data = try DemonstrationJSON.encode(Array(all.prefix(1)))
    return try JSON(parsing: [UInt8](data))
  }

  /// The stacking file with every occurrence of some bytes replaced by as many others.
  static func stack(replacing old: [UInt8], with new: [UInt8]) throws -> [UInt8] {
    precondition(old.count == new.count)
    var data = Data(try stack())
    var start = data.startIndex
    while let range = data.range(of: Data(old), in: start..<data.endIndex) {
      data.replaceSubrange(range, with: new)
      start = range.upperBound
    }
    return [UInt8](data)
  }

  /// The stacking file with one number of its first end-effector pose, a 4x4 matrix, replaced.
  static func stack(replacingColumn column: Int, with new: Double) throws -> [UInt8] {
    let path = Repository.root.appending(path: "Demos/stack_robosuite.hdf5").path
    let all = try DemonstrationDecoder.decode(path: path)
    func bytes(_ value: Double) -> [UInt8] {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { [UInt8]($0) }
    }

    // the x of the position ends the matrix's first row, and is the same in the file
    var data = Data(try stack())
    guard let x = data.range(of: Data(bytes(all[0].eefPoses[0].position.x))) else { return [] }
    let start = x.lowerBound - (3 - column) * 8
    data.replaceSubrange(start..<(start + 8), with: bytes(new))
    return [UInt8](data)
  }

  /// Bytes through the system's gzip.
  static func gzip(_ bytes: [UInt8]) async throws -> [UInt8] {
    try await blocking {
      let folder = FileManager.default.temporaryDirectory
      let file = folder.appending(path: "\(UUID().uuidString).bin")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(bytes).write(to: file)
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["gzip", "-c", file.path]
      process.standardOutput = output
      try process.run()
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return [UInt8](data)
    }
  }
}
