import CZlib
import Datasets
import Episodes
import Foundation
import Geometry
import HDF5
import TestSupport
import Testing

/// Pictures in robomimic files.
@Suite struct PictureDatasetTests {
  private typealias Camera = EpisodePictures.Camera
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let environment: RobomimicEnvironment = {
    var environment = RobomimicWriterTests.environment
    environment.cameras = [
      .init(name: "agentview", width: 12, height: 8),
      .init(name: "robot0_eye_in_hand", width: 12, height: 8, hasDepth: true),
    ]
    return environment
  }()

  /// Pictures of noise for T + 1 frames.
  private static func pictures(frames: Int, seed: UInt64 = 1) -> EpisodePictures {
    var random = RandomStream(seed: seed).stream("pictures")
    let cameras = environment.cameras.map { camera in
      let pixels = frames * camera.width * camera.height
      return Camera(
        name: camera.name, width: camera.width, height: camera.height,
        colors: (0..<3 * pixels).map { _ in UInt8(random.integer(in: 0...255)) },
        depths: camera.hasDepth ? (0..<pixels).map { _ in Float(random.uniform(0.1, 3)) } : [],
        intrinsics: (0..<9).map { _ in random.uniform() },
        extrinsics: (0..<16 * frames).map { _ in random.uniform() })
    }
    return EpisodePictures(cameras: cameras, recipe: #"{"style_seed": \#(seed)}"#)
  }

  private func write(
    _ items: [(Episode, EpisodePictures?)], as name: String = "a.hdf5",
    _ environment: RobomimicEnvironment = Self.environment
  ) throws {
    let writer = try RobomimicWriter(path: folder.path(name), environment: environment)
    for (episode, pictures) in items { try writer.append(episode, pictures: pictures) }
    _ = try writer.finish()
  }

  private func bytes(_ name: String = "a.hdf5") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
  }

  private func demo(_ name: String = "demo_0") throws -> HDF5Group {
    try HDF5File.open(folder.path("a.hdf5")).group("data").group(name)
  }

  /// Bytes as zlib packs them.
  private func deflated(_ bytes: some Collection<UInt8>, level: Int32) -> Data {
    let bytes = Array(bytes)
    var length = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&packed, &length, bytes, UInt(bytes.count), level)
    #expect(status == Z_OK)
    return Data(packed.prefix(Int(length)))
  }

  @Test func `images are observations, one step ahead of the next ones`() throws {
    let pictures = Self.pictures(frames: 7)
    try write([(SampleEpisode.make(steps: 6), pictures)])
    let (obs, next) = (try demo().group("obs"), try demo().group("next_obs"))
    #expect(try obs.children() == next.children())
    for camera in pictures.cameras {
      let key = "\(camera.name)_image"
      let (now, later) = (try obs.dataset(key), try next.dataset(key))
      #expect(now.dimensions == [6, 8, 12, 3] && later.dimensions == now.dimensions)
      #expect(now.element == .integer && later.element == .integer)
      let frame = 8 * 12 * 3
      #expect(try now.integers() == camera.colors.dropLast(frame).map { Int($0) })
      #expect(try later.integers() == camera.colors.dropFirst(frame).map { Int($0) })
    }
    let depth = try obs.dataset("robot0_eye_in_hand_depth")
    #expect(depth.dimensions == [6, 8, 12, 1])
    #expect(try depth.doubles() == pictures.cameras[1].depths.dropLast(96).map { Double($0) })
    #expect(
      try next.dataset("robot0_eye_in_hand_depth").doubles()
        == pictures.cameras[1].depths.dropFirst(96).map { Double($0) })
    #expect(try !obs.children().contains("agentview_depth"))
  }

  @Test func `each frame is a chunk of bytes, packed at level 1`() throws {
    var pictures = Self.pictures(frames: 4)
    // what the levels pack differently
    pictures.cameras[0].colors = (0..<4 * 288).map { (place: Int) -> UInt8 in
      let pattern: Int = (place * place / 7) % 11
      return UInt8(pattern * (place / 288 + 1))
    }
    try write([(SampleEpisode.make(steps: 3), pictures)])
    let file = try bytes()
    for frame in 0..<4 {
      let colors = pictures.cameras[0].colors[frame * 288..<(frame + 1) * 288]
      let packed = deflated(colors, level: 1)
      #expect(packed != deflated(colors, level: 6) && packed.count < 288)
      #expect(file.range(of: packed) != nil, "frame \(frame)")
      #expect(file.range(of: Data(colors)) == nil)
    }
  }

  @Test func `the file says what its cameras are`() throws {
    try write([(SampleEpisode.make(steps: 6), Self.pictures(frames: 7))])
    let data = try HDF5File.open(folder.path("a.hdf5")).group("data")
    let text = try data.attributes.text("env_args")
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let arguments = try #require((value as? [String: Any])?["env_kwargs"] as? [String: Any])
    #expect(arguments["camera_names"] as? [String] == ["agentview", "robot0_eye_in_hand"])
    #expect(arguments["camera_heights"] as? [Int] == [8, 8])
    #expect(arguments["camera_widths"] as? [Int] == [12, 12])
    #expect(arguments["camera_depths"] as? [Bool] == [false, true])
    #expect(arguments["use_camera_obs"] as? Bool == true)
    #expect(arguments["has_offscreen_renderer"] as? Bool == true)
  }

  @Test func `matrices and recipe are each episode's own`() throws {
    let all = [Self.pictures(frames: 7), Self.pictures(frames: 5, seed: 2)]
    try write([
      (SampleEpisode.make(steps: 6), all[0]), (SampleEpisode.make(scene: 1, steps: 4), all[1]),
    ])
    for (index, pictures) in all.enumerated() {
      let demo = try demo("demo_\(index)")
      #expect(try demo.attributes.text("picture_recipe") == pictures.recipe)
      let cameras = try demo.group("cameras")
      #expect(try cameras.children() == ["agentview", "robot0_eye_in_hand"])
      let steps = [6, 4][index]
      for camera in pictures.cameras {
        let group = try cameras.group(camera.name)
        #expect(try group.dataset("intrinsics").dimensions == [steps, 3, 3])
        #expect(
          try group.dataset("intrinsics").doubles()
            == Array(repeatElement(camera.intrinsics, count: steps).joined()))
        #expect(try group.dataset("extrinsics").dimensions == [steps, 4, 4])
        #expect(
          try group.dataset("extrinsics").doubles() == Array(camera.extrinsics.dropLast(16)))
      }
    }
  }

  @Test func `the same pictures give the same bytes`() throws {
    let item = (SampleEpisode.make(steps: 6), Self.pictures(frames: 7))
    try write([item])
    try write([item], as: "b.hdf5")
    #expect(try bytes() == bytes("b.hdf5"))
    try write([(item.0, Self.pictures(frames: 7, seed: 3))], as: "c.hdf5")
    #expect(try bytes() != bytes("c.hdf5"))
  }

  @Test func `without cameras nothing of them is there`() throws {
    let plain = RobomimicWriterTests.environment
    let episode = SampleEpisode.make(steps: 6)
    try write([(episode, nil)], as: "a.hdf5", plain)
    try write([(episode, EpisodePictures(cameras: [], recipe: "{}"))], as: "b.hdf5", plain)
    #expect(try bytes() == bytes("b.hdf5"))
    for word in ["cameras", "picture_recipe", "_image", "camera_names"] {
      #expect(try bytes().range(of: Data(word.utf8)) == nil, "\(word)")
    }
  }

  @Test(arguments: 0..<10)
  func `an episode with other pictures is refused before anything is written`(fault: Int) throws {
    let episode = SampleEpisode.make(scene: 1, steps: 6)
    var pictures: EpisodePictures? = Self.pictures(frames: 7)
    var reason = "has other cameras than the dataset"
    func damage(_ change: (inout EpisodePictures) -> Void) {
      guard var damaged = pictures else { return }
      change(&damaged)
      pictures = damaged
    }
    let short = "the pictures of agentview are not those of 7 frames"
    switch fault {
    case 0: pictures = nil
    case 1: damage { $0.cameras.removeLast() }
    case 2: damage { $0.cameras.swapAt(0, 1) }
    case 3: damage { $0.cameras[0].name = "frontview" }
    case 4: damage { ($0.cameras[0].width, $0.cameras[0].height) = (8, 12) }
    case 5: damage { $0.cameras[1].depths = [] }
    case 6: (pictures, reason) = (Self.pictures(frames: 6), short)
    case 7: (pictures, reason) = (Self.pictures(frames: 8), short)
    case 8:
      damage { $0.cameras[0].extrinsics.removeLast(16) }
      reason = short
    default:
      damage { $0.cameras[0].intrinsics = [1] }
      reason = short
    }

    let good = [
      (SampleEpisode.make(steps: 6), Self.pictures(frames: 7)),
      (SampleEpisode.make(scene: 2, steps: 4), Self.pictures(frames: 5)),
    ]
    let writer = try RobomimicWriter(path: folder.path("a.hdf5"), environment: Self.environment)
    try writer.append(good[0].0, pictures: good[0].1)
    #expect(throws: DatasetError.unusableEpisode(index: 1, reason: reason)) {
      try writer.append(episode, pictures: pictures)
    }
    try writer.append(good[1].0, pictures: good[1].1)
    _ = try writer.finish()
    // as if it had never been asked for
    try write(good, as: "b.hdf5")
    #expect(try bytes() == bytes("b.hdf5"))
  }

  @Test func `one that was refused sets no example`() throws {
    var other = SampleEpisode.make(steps: 6)
    other.signalNames = ["other"]
    let writer = try RobomimicWriter(path: folder.path("a.hdf5"), environment: Self.environment)
    #expect(throws: DatasetError.self) { try writer.append(other) }
    try writer.append(SampleEpisode.make(steps: 6), pictures: Self.pictures(frames: 7))
    #expect(try writer.finish().episodes == 1)
  }

  @Test func `pictures for a dataset without cameras are refused`() throws {
    #expect(
      throws: DatasetError.unusableEpisode(index: 0, reason: "has other cameras than the dataset")
    ) {
      try write(
        [(SampleEpisode.make(steps: 6), Self.pictures(frames: 7))], as: "a.hdf5",
        RobomimicWriterTests.environment)
    }
  }
}
