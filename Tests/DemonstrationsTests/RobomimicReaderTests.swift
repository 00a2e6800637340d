import Demonstrations
import Foundation
import Geometry
import TestSupport
import Testing

/// Real recordings decode, and what is in them is what the files say.
@Suite struct RobomimicReaderTests {
  @Test func threeStackingDemonstrationsDecode() throws {
    let path = Repository.demo("stack_robosuite.hdf5")
    let demonstrations = try DemonstrationDecoder.decode(path: path)
    #expect(demonstrations.map(\.name) == ["demo_0", "demo_1", "demo_2"])
    #expect(demonstrations.map(\.frames) == [93, 101, 103])

    let first = try #require(demonstrations.first)
    #expect(first.robot == "panda")
    #expect(first.controlFrequency == 20)
    #expect(first.source == "Stack_D0")
    #expect(first.objects.map(\.name) == ["cubeA", "cubeB"])
    #expect(first.signals.map(\.name) == ["grasp"])
    #expect(first.tableTop == TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)))
    #expect(first.poseWorldRobotBase == Pose(Vector3(-0.56, 0, 0.912)))
    let cube = try #require(first.object("cubeA")?.body)
    #expect(cube.mass == 0.06400000000000002)
    #expect(cube.geoms == [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))])

    // the first measured pose, as h5py prints it
    let matrix = first.eefPoses[0].rowMajor4x4
    let expected = [
      -0.10950819, 0.98600081, 0.12573928, -0.10338677, 0.99395582, 0.10960915, 0.00613649,
      0.01968391, -0.00773159, 0.12565128, -0.99204434, 1.01346059, 0, 0, 0, 1,
    ]
    for (a, b) in zip(matrix, expected) { #expect((a - b).magnitude < 1e-8) }
  }

  @Test func humanDemonstrationsDecode() throws {
    let path = Repository.demo("lift_human.hdf5")
    let demonstrations = try DemonstrationDecoder.decode(path: path)
    #expect(demonstrations.map(\.frames) == [482, 510])
    let source = try #require(demonstrations.first?.source)
    #expect(source.hasPrefix("Lift: robosuite 1.4.1 wheel"))
  }

  @Test func decodingIsFast() throws {
    let path = Repository.demo("lift_human.hdf5")
    let elapsed = try ContinuousClock().measure {
      _ = try DemonstrationDecoder.decode(path: path)
    }
    #expect(elapsed < .seconds(1))
  }

  @Test func demonstrationsAreSortedByNumber() throws {
    let folder = try TemporaryFolder()
    var fixture = RobomimicFixture()
    fixture.groups = ["demo_10", "demo_9", "demo_100"]
    try fixture.write(to: folder.path("a.hdf5"))
    let names = try RobomimicReader.read(path: folder.path("a.hdf5")).map(\.name)
    #expect(names == ["demo_9", "demo_10", "demo_100"])
  }

  @Test func defaultsStandInForWhatTheEnvironmentLeavesOut() throws {
    let folder = try TemporaryFolder()
    var fixture = RobomimicFixture()
    fixture.environment = "{}"
    fixture.samples = nil
    fixture.signals = nil
    fixture.datasets["gripper_action"] = .init(values: [0, 0, 0], shape: [3])
    try fixture.write(to: folder.path("a.hdf5"))
    let one = try #require(RobomimicReader.read(path: folder.path("a.hdf5")).first)
    #expect(one.robot == "panda")
    #expect(one.controlFrequency == 20)
    #expect(one.source == nil)
    #expect(one.signals.isEmpty)
    #expect(one.objects.first?.body == nil)
    #expect(one.tableTop == nil)
  }

  @Test func oneRobotMayBeGivenByNameAlone() throws {
    let folder = try TemporaryFolder()
    var fixture = RobomimicFixture()
    fixture.environment = #"{"env_kwargs":{"robots":"UR5e","control_freq":30}}"#
    try fixture.write(to: folder.path("a.hdf5"))
    let one = try #require(RobomimicReader.read(path: folder.path("a.hdf5")).first)
    #expect(one.robot == "ur5e")
    #expect(one.controlFrequency == 30)
  }

  @Test func muJoCosPaddedSizesAreTaken() throws {
    let folder = try TemporaryFolder()
    var fixture = RobomimicFixture()
    fixture.attributes["object_geoms"] = """
      {"cube": {"mass": 0.2, "geoms": [{"type": "cylinder", "size": [0.02, 0.01, 0.0]},
      {"type": "sphere", "size": [0.03, 0, 0], "pos": [0, 0, 0.1]}]}}
      """
    try fixture.write(to: folder.path("a.hdf5"))
    let one = try #require(RobomimicReader.read(path: folder.path("a.hdf5")).first)
    let geoms = try #require(one.objects.first?.body?.geoms)
    #expect(
      geoms.map(\.shape) == [.cylinder(radius: 0.02, halfLength: 0.01), .sphere(radius: 0.03)])
    #expect(geoms.map(\.friction) == [1, 1])
    #expect(geoms[1].poseBodyGeom == Pose(Vector3(0, 0, 0.1)))
  }
}
