import Demonstrations
import Geometry
import HDF5
import TestSupport

/// A small robomimic source file whose parts can be spoilt one by one.
struct RobomimicFixture {
  /// A dataset under `datagen_info`.
  struct Numbers {
    var values: [Double]
    var shape: [Int]
  }

  var groups = ["demo_0"]
  var environment: String? =
    #"{"env_name":"Lift","type":1,"env_kwargs":{"robots":["Panda"],"control_freq":20}}"#
  var samples: Int? = 3
  /// Text attributes of the demonstration.
  var attributes: [String: String] = [:]
  /// Links into another file, by name under `datagen_info`.
  var externalLinks: [String] = []
  var hasInfo = true
  /// Datasets right under `datagen_info`; nil under a name leaves it out.
  var datasets: [String: Numbers] = [
    "eef_pose": poses(3), "target_pose": poses(3),
    "gripper_action": Numbers(values: [-1, -1, 1], shape: [3, 1]),
  ]
  var objects: [String: Numbers]? = ["cube": poses(3)]
  var signals: [String: Numbers]? = ["grasp": Numbers(values: [0, 0, 1], shape: [3])]

  /// (T, 4, 4) poses, all the same.
  static func poses(_ frames: Int) -> Numbers {
    let matrix = Pose(Vector3(0.1, 0.2, 0.9)).rowMajor4x4
    return Numbers(
      values: (0..<frames).flatMap { _ in matrix }, shape: [frames, 4, 4])
  }

  /// Writes the file.
  func write(to path: String) throws {
    let file = try HDF5NewFile(path)
    let data = try file.root().makeGroup("data")
    if let environment { try data.setAttribute("env_args", environment) }
    for name in groups {
      let group = try data.makeGroup(name)
      if let samples { try group.setAttribute("num_samples", samples) }
      for (key, text) in attributes { try group.setAttribute(key, text) }
      guard hasInfo else { continue }
      let info = try group.makeGroup("datagen_info")
      for (key, numbers) in datasets { try info.write(key, numbers.values, numbers.shape) }
      for key in externalLinks { try info.linkExternal(key, file: "other.hdf5", path: "/x") }
      for (key, members) in [("object_poses", objects), ("subtask_term_signals", signals)] {
        guard let members else { continue }
        let parent = try info.makeGroup(key)
        for (name, numbers) in members { try parent.write(name, numbers.values, numbers.shape) }
      }
    }
    try file.commit()
  }

  /// The error that decoding the spoilt file gives, or nil.
  static func error(
    limits: DecodingLimits = DecodingLimits(), _ spoil: (inout RobomimicFixture) -> Void
  ) throws -> DemonstrationError? {
    var fixture = RobomimicFixture()
    spoil(&fixture)
    let folder = try TemporaryFolder()
    try fixture.write(to: folder.path("a.hdf5"))
    do throws(DemonstrationError) {
      _ = try DemonstrationDecoder.decode(path: folder.path("a.hdf5"), limits: limits)
      return nil
    } catch { return error }
  }
}

/// Kind and field of an error, to compare with.
struct Fault: Equatable {
  var kind: DemonstrationError.Kind
  var field: String

  init(_ kind: DemonstrationError.Kind, _ field: String) {
    self.kind = kind
    self.field = field
  }

  init?(_ error: DemonstrationError?) {
    guard let error else { return nil }
    self.init(error.kind, error.field)
  }
}
