import Episodes
import Foundation
import Rendering
import TestSupport
import Testing
import Visuals

/// Pictures as files that numpy reads.
@Suite struct PictureFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func pictures(
    _ change: (inout CameraOptions) -> Void = { _ in }
  ) throws -> PictureSet {
    let options = PictureStage.options(["agentview", "eye_in_hand"]) {
      ($0.width, $0.height) = (24, 16)
      change(&$0)
    }
    return try PictureStage.take(options, of: try PictureStage.episode(steps: 3))
  }

  private func write(_ data: Data) throws -> String {
    let path = folder.path("pictures.npz")
    try data.write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test(arguments: [false, true]) func `what is written is read again`(depth: Bool) throws {
    let pictures = try pictures { $0.depth = depth }
    let data = try PictureFile.encode(pictures, recipe: #"{"a": 1}"#)
    #expect(try PictureFile.encode(pictures, recipe: #"{"a": 1}"#) == data)
    let (found, recipe) = try PictureFile.decode(file: try write(data))
    #expect(recipe == #"{"a": 1}"# && found.frames == 4)
    #expect(found.shots.map(\.observation) == ["agentview", "robot0_eye_in_hand"])
    for (a, b) in zip(found.shots, pictures.shots) {
      #expect(a.size == b.size && a.colors == b.colors && a.depths == b.depths)
      #expect(a.depths.isEmpty == !depth)
      #expect(a.intrinsics == b.intrinsics && a.extrinsics == b.extrinsics)
    }
  }

  @Test func `segments come with the names of what is there`() throws {
    let pictures = try pictures { $0.segmentation = true }
    let path = try write(try PictureFile.encode(pictures, recipe: "{}"))
    let archive = try NumpyArchive(file: path)
    let array = try archive.array("robot0_eye_in_hand_segmentation")
    #expect(array.shape == [4, 16, 24])
    let values: [UInt16] = try array.values()
    #expect(values == pictures.shots[1].segments)
    let names = try JSONDecoder().decode(
      [String].self, from: Data(try archive.text("instances.json").utf8))
    #expect(names == pictures.instances && names.contains("cubeA"))
    #expect(try archive.array("agentview_image").shape == [4, 16, 24, 3])
  }

  @Test func `damaged files are refused`() throws {
    let data = try PictureFile.encode(try pictures(), recipe: "{}")
    for length in [0, 1, 30, data.count / 2, data.count - 1] {
      let path = try write(data.prefix(length))
      #expect(throws: NumpyArchiveError.self) { try PictureFile.decode(file: path) }
    }
    // a byte of the first camera's colours
    var bad = data
    bad[200] ^= 0xFF
    let path = try write(bad)
    #expect(throws: NumpyArchiveError.self) { try PictureFile.decode(file: path) }
    #expect(throws: (any Error).self) { try PictureFile.decode(file: folder.path("none.npz")) }
  }

  @Test func `arrays that do not belong together are refused`() throws {
    func refused(_ fill: (inout NumpyArchiveWriter) throws -> Void) throws {
      var archive = NumpyArchiveWriter(level: 1)
      try fill(&archive)
      try archive.add(text: "{}", name: "recipe.json")
      let path = try write(Data(archive.finish()))
      #expect(throws: NumpyArchiveError.self) { try PictureFile.decode(file: path) }
    }
    func add(
      _ archive: inout NumpyArchiveWriter, _ name: String, frames: Int, poses: Int? = nil,
      focal: Int = 9
    ) throws {
      try archive.add(
        NumpyArray(
          type: .uint8, shape: [frames, 2, 2, 3], bytes: .init(repeating: 0, count: 12 * frames)),
        name: "\(name)_image")
      try archive.add(
        NumpyArray([Double](repeating: 0, count: focal), shape: [focal]),
        name: "\(name)_intrinsics")
      let poses = poses ?? frames
      try archive.add(
        NumpyArray([Double](repeating: 0, count: 16 * poses), shape: [poses, 4, 4]),
        name: "\(name)_extrinsics")
    }
    // two cameras of different frames, too few poses, too few numbers, no picture, wrong depths
    try refused {
      try add(&$0, "a", frames: 3)
      try add(&$0, "b", frames: 4)
    }
    try refused { try add(&$0, "a", frames: 3, poses: 2) }
    try refused { try add(&$0, "a", frames: 3, focal: 8) }
    try refused {
      try $0.add(NumpyArray(type: .uint8, shape: [1, 0, 2, 3], bytes: []), name: "a_image")
    }
    try refused {
      try add(&$0, "a", frames: 1)
      try $0.add(NumpyArray([Float](repeating: 1, count: 3), shape: [1, 3, 1]), name: "a_depth")
    }
  }
}
