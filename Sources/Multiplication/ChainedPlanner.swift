import Episodes
import Geometry
import Tasks

/// Plans one attempt at a task whose subtasks may come from different skills.
///
/// Each skill has a planner of its own, which knows the skill's demonstrations under the skill's names;
/// between skills the base may drive. A plain task is a chain of one link.
public struct ChainedPlanner: Sendable {
  /// One skill of the chain.
  public struct Link: Sendable {
    /// Which of the attempt's subtasks it is, with the drive that comes first where there is one.
    public var subtasks: Range<Int>
    /// The drive to where the skill is done; nil where the base stays.
    public var drive: SubtaskDescription?
    /// Plans the skill's own subtasks, numbered from 0, from its own demonstrations.
    public var planner: MotionPlanner
    /// The job's index of each of the planner's demonstrations.
    public var demonstrations: [Int]
    /// The attempt's index of each of the skill's objects.
    public var objects: [Int]

    public init(
      subtasks: Range<Int>, drive: SubtaskDescription?, planner: MotionPlanner,
      demonstrations: [Int], objects: [Int]
    ) {
      self.subtasks = subtasks
      self.drive = drive
      self.planner = planner
      self.demonstrations = demonstrations
      self.objects = objects
    }

    /// The planner's number of a subtask of the attempt; nil for the drive.
    func own(_ subtask: Int) -> Int? {
      let index = subtask - subtasks.lowerBound - (drive == nil ? 0 : 1)
      return index < 0 ? nil : index
    }
  }

  private var links: [Link]
  private var stream: RandomStream
  /// Control steps per second.
  private let controlFrequency: Double
  /// The demonstration that was used last.
  private var used = 0

  /// A chain of skills, with the stream that noise on the drives between them comes from.
  public init(links: [Link], controlFrequency: Double, stream: RandomStream) {
    self.links = links
    self.controlFrequency = controlFrequency
    self.stream = stream
  }

  /// The planner of a plain task of so many subtasks.
  public init(_ planner: MotionPlanner, controlFrequency: Double, stream: RandomStream) {
    self.init(
      links: [
        Link(
          subtasks: 0..<planner.subtaskCount, drive: nil, planner: planner,
          demonstrations: Array(planner.demonstrations.indices),
          objects: Array(0..<planner.objectCount))
      ], controlFrequency: controlFrequency, stream: stream)
  }

  /// The planner of a plain task; nil for a chain of skills.
  public var plain: MotionPlanner? {
    guard links.count == 1, links[0].drive == nil,
      links[0].objects == Array(0..<links[0].planner.objectCount)
    else { return nil }
    return links[0].planner
  }

  /// This planner, with randomness of its own from a subtask on.
  public func branched(at subtask: Int, stream: RandomStream) -> ChainedPlanner {
    var branch = self
    branch.stream = stream
    for index in links.indices where subtask < links[index].subtasks.upperBound {
      let own = links[index].own(max(subtask, links[index].subtasks.lowerBound)) ?? 0
      branch.links[index].planner = links[index].planner.branched(
        at: own, stream: Self.stream(of: index, among: links.count, stream))
    }
    return branch
  }

  /// The stream of a skill's own randomness; a plain task has the attempt's.
  public static func stream(of link: Int, among count: Int, _ stream: RandomStream) -> RandomStream
  {
    count == 1 ? stream : stream.stream("skill", link)
  }

  /// The plan of a subtask, from where things are now.
  ///
  /// `object` is the pose of the subtask's reference frame, `arrangement` where all of the attempt's
  /// objects are, `gripper` what it was told last (-1 open, +1 closed); the rest is as
  /// `MotionPlanner.plan` takes it.
  ///
  /// - Throws: `NoWay` where the base is to drive and nothing leads there.
  public mutating func plan(
    subtask: Int, eef: Pose, object: Pose?, lastTarget: Pose?, gripper: Double,
    navigator: any FloorNavigator, checker: any BridgeCollisionChecker, arrangement: [Pose]
  ) throws(NoWay) -> PlannedSegment {
    guard let index = links.firstIndex(where: { $0.subtasks.contains(subtask) }) else {
      throw NoWay(reason: "there is no such subtask")
    }
    let link = links[index]
    guard let own = link.own(subtask) else {
      return try drive(
        link, subtask: subtask, eef: lastTarget ?? eef, place: object, gripper: gripper,
        navigator: navigator, checker: checker)
    }

    // the skill sees its own objects in its own order
    let seen = link.objects.compactMap { arrangement.indices.contains($0) ? arrangement[$0] : nil }
    let renamed = SkillChecker(checker: checker, objects: link.objects)
    var segment: PlannedSegment
    if link.planner.drives(own) {
      segment = try links[index].planner.planDrive(
        subtask: own, eef: eef, object: object, lastTarget: lastTarget, gripper: gripper,
        navigator: navigator, checker: renamed, arrangement: seen)
    } else {
      segment = links[index].planner.plan(
        subtask: own, eef: eef, object: object, lastTarget: lastTarget, checker: renamed,
        arrangement: seen)
    }
    segment.source.demonstration = link.demonstrations[segment.source.demonstration]
    used = segment.source.demonstration
    return segment
  }

  /// A drive between skills, which no demonstration shows: its source is an empty range of frames.
  private func drive(
    _ link: Link, subtask: Int, eef: Pose, place: Pose?, gripper: Double,
    navigator: any FloorNavigator, checker: any BridgeCollisionChecker
  ) throws(NoWay) -> PlannedSegment {
    guard let settings = link.drive, let place else {
      throw NoWay(reason: "there is no place to drive to")
    }
    var random = stream.stream("drive_noise", subtask)
    let plan = try DrivePlanner(settings: settings, controlFrequency: controlFrequency).plan(
      to: place.onFloor, hand: eef, gripper: gripper, navigator: navigator, checker: checker
    ) { MotionPlanner.normal3(&random) }
    return PlannedSegment(
      waypoints: plan.waypoints, bridgeSteps: plan.bridgeSteps,
      source: .init(demonstration: used, start: 0, end: 0), move: .identity, bridge: plan.bridge)
  }
}

/// A checker that is asked in a skill's numbers of objects.
private struct SkillChecker: BridgeCollisionChecker {
  let checker: any BridgeCollisionChecker
  let objects: [Int]

  func isFree(_ poses: [Pose]) -> Bool { checker.isFree(poses) }

  func isClear(_ poses: [Pose], reaching object: Int?) -> Bool {
    checker.isClear(poses, reaching: object.map { objects[$0] })
  }
}
