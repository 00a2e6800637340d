import Demonstrations
import Foundation
import Geometry
import TestSupport
import Testing

/// Every fault of a robomimic file is found, and named by kind and field.
@Suite struct RobomimicFaultTests {
  typealias Spoil = @Sendable (inout RobomimicFixture) -> Void

  static let info = "data/demo_0/datagen_info"

  @Test func theFixtureIsSound() throws {
    #expect(try RobomimicFixture.error { _ in } == nil)
  }

  // MARK: Structure

  static let structure: [(String, Fault, Spoil)] = [
    ("no demonstration", Fault(.missing, "data"), { $0.groups = [] }),
    ("odd name", Fault(.unknown, "data/run_1"), { $0.groups = ["demo_0", "run_1"] }),
    ("name without number", Fault(.unknown, "data/demo_"), { $0.groups = ["demo_"] }),
    ("huge number", Fault(.unknown, "data/demo_9999999999"), { $0.groups = ["demo_9999999999"] }),
    ("no env_args", Fault(.missing, "data@env_args"), { $0.environment = nil }),
    ("env_args no JSON", Fault(.unreadable, "data@env_args"), { $0.environment = "{'a'}" }),
    (
      "robots no text", Fault(.shape, "data@env_args.env_kwargs.robots[0]"),
      { $0.environment = #"{"env_kwargs":{"robots":[7]}}"# }
    ),
    ("no datagen_info", Fault(.missing, info), { $0.hasInfo = false }),
    ("no eef_pose", Fault(.missing, "\(info)/eef_pose"), { $0.datasets["eef_pose"] = nil }),
    (
      "no target_pose", Fault(.missing, "\(info)/target_pose"),
      { $0.datasets["target_pose"] = nil }
    ),
    (
      "no gripper_action", Fault(.missing, "\(info)/gripper_action"),
      { $0.datasets["gripper_action"] = nil }
    ),
    ("no object_poses", Fault(.missing, "\(info)/object_poses"), { $0.objects = nil }),
    ("no object", Fault(.missing, "\(info)/object_poses"), { $0.objects = [:] }),
    (
      "external link", Fault(.unreadable, "\(info)/target_pose"),
      {
        $0.datasets["target_pose"] = nil
        $0.externalLinks = ["target_pose"]
      }
    ),
  ]

  @Test(arguments: structure.indices)
  func structureFaults(_ index: Int) throws {
    let (name, expected, spoil) = Self.structure[index]
    #expect(try Fault(RobomimicFixture.error(spoil)) == expected, "\(name)")
  }

  // MARK: Shapes

  static let shapes: [(String, Fault, Spoil)] = [
    (
      "two arms", Fault(.shape, "\(info)/eef_pose"),
      {
        $0.datasets["eef_pose"] = .init(
          values: [Double](repeating: 0, count: 96), shape: [3, 2, 4, 4])
      }
    ),
    (
      "flat poses", Fault(.shape, "\(info)/eef_pose"),
      { $0.datasets["eef_pose"] = .init(values: RobomimicFixture.poses(3).values, shape: [3, 16]) }
    ),
    (
      "short targets", Fault(.shape, "\(info)/target_pose"),
      { $0.datasets["target_pose"] = RobomimicFixture.poses(2) }
    ),
    (
      "long object", Fault(.shape, "\(info)/object_poses/cube"),
      { $0.objects = ["cube": RobomimicFixture.poses(4)] }
    ),
    (
      "two grippers", Fault(.shape, "\(info)/gripper_action"),
      { $0.datasets["gripper_action"] = .init(values: [0, 0, 0, 0, 0, 0], shape: [3, 2]) }
    ),
    (
      "short signal", Fault(.shape, "\(info)/subtask_term_signals/grasp"),
      { $0.signals = ["grasp": .init(values: [0, 1], shape: [2])] }
    ),
    ("num_samples", Fault(.shape, "data/demo_0@num_samples"), { $0.samples = 4 }),
    (
      "two bases", Fault(.shape, "data/demo_0@robot_base_pose"),
      { $0.attributes["robot_base_pose"] = "[1, 2]" }
    ),
  ]

  @Test(arguments: shapes.indices)
  func shapeFaults(_ index: Int) throws {
    let (name, expected, spoil) = Self.shapes[index]
    #expect(try Fault(RobomimicFixture.error(spoil)) == expected, "\(name)")
  }

  @Test func aTwoArmFileIsToldWhy() throws {
    let error = try RobomimicFixture.error {
      $0.datasets["eef_pose"] = .init(
        values: [Double](repeating: 0, count: 96), shape: [3, 2, 4, 4])
    }
    #expect(error?.reason.contains("two-arm demonstrations are not taken") == true)
  }

  // MARK: Values

  static let values: [(String, Fault, Spoil)] = [
    (
      "NaN", Fault(.value, "\(info)/eef_pose[1]"),
      { $0.datasets["eef_pose"]?.values[16 + 3] = .nan }
    ),
    (
      "scaled rotation", Fault(.value, "\(info)/target_pose[2]"),
      { $0.datasets["target_pose"]?.values[32] = 1.1 }
    ),
    (
      "mirror", Fault(.value, "\(info)/object_poses/cube[0]"),
      { $0.objects?["cube"]?.values[0] = -1 }
    ),
    (
      "last row", Fault(.value, "\(info)/eef_pose[0]"),
      { $0.datasets["eef_pose"]?.values[12] = 0.5 }
    ),
    (
      "far away", Fault(.value, "\(info)/eef_pose[2]"),
      { $0.datasets["eef_pose"]?.values[32 + 3] = 11 }
    ),
    (
      "gripper range", Fault(.value, "\(info)/gripper_action[2]"),
      { $0.datasets["gripper_action"]?.values[2] = 1.01 }
    ),
    (
      "gripper NaN", Fault(.value, "\(info)/gripper_action[0]"),
      { $0.datasets["gripper_action"]?.values[0] = .nan }
    ),
    (
      "signal of 2", Fault(.value, "\(info)/subtask_term_signals/grasp[1]"),
      { $0.signals?["grasp"]?.values[1] = 2 }
    ),
    (
      "object name", Fault(.value, "\(info)/object_poses"),
      { $0.objects = ["a cube": RobomimicFixture.poses(3)] }
    ),
    (
      "frequency", Fault(.value, "data@env_args.env_kwargs.control_freq"),
      { $0.environment = #"{"env_kwargs":{"control_freq":0}}"# }
    ),
    (
      "one frame", Fault(.value, "\(info)/eef_pose"),
      {
        $0.samples = 1
        for key in ["eef_pose", "target_pose"] { $0.datasets[key] = RobomimicFixture.poses(1) }
        $0.datasets["gripper_action"] = .init(values: [0], shape: [1, 1])
        $0.objects = ["cube": RobomimicFixture.poses(1)]
        $0.signals = [:]
      }
    ),
  ]

  @Test(arguments: values.indices)
  func valueFaults(_ index: Int) throws {
    let (name, expected, spoil) = Self.values[index]
    #expect(try Fault(RobomimicFixture.error(spoil)) == expected, "\(name)")
  }

  // MARK: Attributes

  static let attributes: [(key: String, text: String, Fault)] = [
    ("object_geoms", "[", Fault(.unreadable, "data/demo_0@object_geoms")),
    ("object_geoms", "[]", Fault(.shape, "data/demo_0@object_geoms")),
    (
      "object_geoms", #"{"ball":{"mass":1,"geoms":[{"type":"sphere","size":[1]}]}}"#,
      Fault(.unknown, "data/demo_0@object_geoms.ball")
    ),
    (
      "object_geoms", #"{"cube":{"geoms":[]}}"#,
      Fault(.missing, "data/demo_0@object_geoms.cube.mass")
    ),
    (
      "object_geoms", #"{"cube":{"mass":1,"geoms":[{"type":"mesh","size":[1]}]}}"#,
      Fault(.value, "data/demo_0@object_geoms.cube.geoms[0].type")
    ),
    (
      "object_geoms", #"{"cube":{"mass":1,"geoms":[{"type":"box","size":[1]}]}}"#,
      Fault(.shape, "data/demo_0@object_geoms.cube.geoms[0].size")
    ),
    (
      "object_geoms", #"{"cube":{"mass":1000,"geoms":[{"type":"sphere","size":[1]}]}}"#,
      Fault(.value, "data/demo_0@object_geoms.cube.mass")
    ),
    (
      "object_geoms",
      #"{"cube":{"mass":1,"geoms":[{"type":"sphere","size":[1],"quat_wxyz":[2,0,0,0]}]}}"#,
      Fault(.value, "data/demo_0@object_geoms.cube.geoms[0].quat_wxyz")
    ),
    (
      "table_top", #"{"center":[0,0,0.8],"size":[0.8,0.8],"legs":4}"#,
      Fault(.unknown, "data/demo_0@table_top.legs")
    ),
    (
      "table_top", #"{"center":[0,0,0.8],"size":[0.8,0]}"#,
      Fault(.value, "data/demo_0@table_top.size[1]")
    ),
    (
      "robot_base_pose", "[[[1,0,0,0],[0,1,0,0],[0,0,2,0],[0,0,0,1]]]",
      Fault(.value, "data/demo_0@robot_base_pose[0]")
    ),
    ("source", "two\nlines", Fault(.value, "data/demo_0@source")),
  ]

  @Test(arguments: attributes.indices)
  func attributeFaults(_ index: Int) throws {
    let (key, text, expected) = Self.attributes[index]
    let error = try RobomimicFixture.error { $0.attributes[key] = text }
    #expect(Fault(error) == expected, "\(key) \(text)")
  }

  // MARK: Limits

  @Test func limitsAreKept() throws {
    var limits = DecodingLimits()
    limits.maximumDemonstrations = 1
    var error = try RobomimicFixture.error(limits: limits) { $0.groups = ["demo_0", "demo_1"] }
    #expect(Fault(error) == Fault(.tooLarge, "data"))

    limits = DecodingLimits()
    limits.maximumFrames = 2
    error = try RobomimicFixture.error(limits: limits) { _ in }
    #expect(Fault(error) == Fault(.tooLarge, "\(Self.info)/eef_pose"))

    limits = DecodingLimits()
    limits.maximumPoses = 10
    error = try RobomimicFixture.error(limits: limits) { $0.groups = ["demo_0", "demo_1"] }
    #expect(error?.kind == .tooLarge)

    limits = DecodingLimits()
    limits.maximumFileBytes = 1000
    error = try RobomimicFixture.error(limits: limits) { _ in }
    #expect(Fault(error) == Fault(.tooLarge, ""))
  }
}
