import Demonstrations
import Geometry
import HDF5
import TestSupport
import Testing

/// What is written as a source file reads back as the same demonstrations.
@Suite struct RobomimicSourceWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func roundTrip(_ demonstrations: [Demonstration]) throws -> [Demonstration] {
    try RobomimicSourceWriter.write(demonstrations, to: folder.path("a.hdf5"))
    return try DemonstrationDecoder.decode(path: folder.path("a.hdf5"))
  }

  @Test(arguments: ["stack_robosuite.hdf5", "lift_human.hdf5"])
  func recordingsSurvive(_ name: String) throws {
    let first = try DemonstrationDecoder.decode(path: Repository.demo(name))
    let second = try roundTrip(first)
    try expectSame(first, second, within: 1e-14)

    // and again, by way of JSON
    let third = try DemonstrationJSON.decode(DemonstrationJSON.encode(second))
    try expectSame(first, try roundTrip(third), within: 1e-14)
  }

  @Test func namesAndSourcesOfAnyKindSurvive() throws {
    var demonstrations = [
      SampleDemonstration.make(name: "take-3"), SampleDemonstration.make(name: "demo_0"),
      SampleDemonstration.make(name: "demo_7"),
    ]
    let sources: [[String?]] = [
      ["Lift_D0: a", "Lift_D0: b: c", "Lift_D0"], ["a", "b: c", nil], [nil, nil, nil],
      ["unknown", "unknown: a", nil], ["a: ", "a", "a"],
    ]
    for texts in sources {
      for (k, text) in texts.enumerated() { demonstrations[k].source = text }
      try expectSame(demonstrations, try roundTrip(demonstrations), within: 1e-14)
    }
  }

  @Test func actionsAreNormalizedAndAskForTheTargets() throws {
    let demonstration = SampleDemonstration.make()
    try RobomimicSourceWriter.write([demonstration], to: folder.path("a.hdf5"))
    let group = try HDF5File.open(folder.path("a.hdf5")).group("data").group("demo_0")
    let actions = try group.dataset("actions")
    #expect(actions.dimensions == [12, 7])
    let numbers = try actions.doubles()
    #expect(numbers.allSatisfy { (-1...1).contains($0) })

    // the first: 1 cm down of 5, and 0.03 rad about z of 0.5
    let expected = [0, 0, -0.2, 0, 0, 0.06, -1]
    for (a, b) in zip(numbers.prefix(7), expected) { #expect((a - b).magnitude < 1e-12) }
  }

  @Test func farTargetsAreClipped() {
    let action = OSCPoseAction.action(
      poseWorldEef: .identity,
      poseWorldTarget: Pose(
        Vector3(1, -1, 0), Quaternion(axis: Vector3(0, 0, 1), angle: 2)), gripper: 1)
    #expect(action == [1, -1, 0, 0, 0, 1, 1])
  }

  @Test func oneFileHasOneRobotAndOneFrequency() throws {
    var other = SampleDemonstration.make(name: "demo_1")
    other.controlFrequency = 30
    let error = #expect(throws: DemonstrationError.self) {
      try RobomimicSourceWriter.write(
        [SampleDemonstration.make(), other], to: folder.path("a.hdf5"))
    }
    #expect(error?.field == "demonstrations[1]")
    #expect(try folder.names() == [])
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    let error = #expect(throws: DemonstrationError.self) {
      try RobomimicSourceWriter.write(
        [SampleDemonstration.make()], to: folder.path("no/such/a.hdf5"))
    }
    #expect(error?.kind == .notWritten)
  }
}

/// Equal but for poses, whose positions are equal and whose rotations agree within a tolerance.
func expectSame(
  _ first: [Demonstration], _ second: [Demonstration], within tolerance: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try #require(first.count == second.count, sourceLocation: sourceLocation)
  for (a, b) in zip(first, second) {
    func poses(_ d: Demonstration) -> [Pose] {
      d.eefPoses + d.targetPoses + d.objects.flatMap(\.poses)
        + (d.poseWorldRobotBase.map { [$0] } ?? [])
    }
    func rest(_ d: Demonstration) -> Demonstration {
      var d = d
      (d.eefPoses, d.targetPoses, d.poseWorldRobotBase) = ([], [], nil)
      for k in d.objects.indices { d.objects[k].poses = [] }
      return d
    }
    #expect(rest(a) == rest(b), sourceLocation: sourceLocation)
    let (left, right) = (poses(a), poses(b))
    try #require(left.count == right.count, sourceLocation: sourceLocation)
    #expect(left.map(\.position) == right.map(\.position), sourceLocation: sourceLocation)
    let worst =
      zip(left, right).map { pair in
        zip(pair.0.rowMajor4x4, pair.1.rowMajor4x4).map { ($0 - $1).magnitude }.max() ?? 0
      }.max() ?? 0
    #expect(worst <= tolerance, sourceLocation: sourceLocation)
  }
}
