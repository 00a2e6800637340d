import Catalog
import Episodes
import Farm
import JSONText

/// Reads what `POST /v1/jobs` asks for.
enum JobRequest {
  /// The most demonstrations that one job takes.
  static let maximumDemonstrations = 1000

  private typealias Option = MotionOptions.CodingKeys

  /// The job's specification.
  ///
  /// - Throws: `Problem` 422 that names every field which cannot be used.
  static func read(_ json: JSON) throws(Problem) -> JobSpec {
    var reader = FieldReader(json)
    let task = reader.string("task")
    let demonstrations = reader.strings("demonstrations", count: 1...maximumDemonstrations)
    let scenes: JobSpec.Scenes? = reader.object("scenes") { reader in
      let count = reader.integer("count", in: 1...Mill.mostScenes)
      let distribution = reader.string("distribution", required: false) ?? "D0"
      let stratify = reader.flag("stratify", required: false)
      return count.map {
        JobSpec.Scenes(count: $0, distribution: distribution, stratify: stratify)
      }
    }
    let motions: JobSpec.Motions? = reader.object("motions") { reader in
      let count = reader.integer("count", in: 1...Mill.mostMotions)
      let options = options(&reader)
      return count.map { JobSpec.Motions(count: $0, options: options) }
    }
    let seed = reader.unsigned("seed", required: false) ?? 1
    let priority = reader.integer("priority", in: -1000...1000, required: false) ?? 0
    let ends = ends(&reader)
    reader.finish()

    guard reader.errors.isEmpty, let task, let demonstrations, let scenes, let motions else {
      throw .unusable(reader.errors)
    }
    return JobSpec(
      task: task, demonstrations: demonstrations, scenes: scenes, motions: motions, seed: seed,
      priority: priority, goal: ends.goal, limits: ends.limits, stopBelow: ends.stopBelow)
  }

  /// The generator's parameters: types here, ranges by the options themselves.
  private static func options(_ reader: inout FieldReader) -> MotionOptions {
    var options = MotionOptions()
    func name(_ key: Option) -> String { key.rawValue }
    options.selectionStrategy = reader.choice(
      name(.selectionStrategy), as: SelectionStrategy.self, required: false)
    options.nnK = reader.integer(name(.nnK), in: Int.min...Int.max, required: false)
    options.posWeight = reader.number(name(.posWeight), required: false)
    options.rotWeight = reader.number(name(.rotWeight), required: false)
    options.actionNoise = reader.number(name(.actionNoise), required: false)
    options.numInterpolationSteps = reader.integer(
      name(.numInterpolationSteps), in: Int.min...Int.max, required: false)
    options.numFixedSteps = reader.integer(
      name(.numFixedSteps), in: Int.min...Int.max, required: false)
    options.applyNoiseDuringInterpolation = reader.flag(
      name(.applyNoiseDuringInterpolation), required: false)
    options.subtaskTermOffsetRange = reader.integers(
      name(.subtaskTermOffsetRange), count: 2...2, required: false)
    options.selectSrcPerSubtask = reader.flag(name(.selectSrcPerSubtask), required: false)
    options.transformFirstRobotPose = reader.flag(
      name(.transformFirstRobotPose), required: false)
    options.interpolateFromLastTargetPose = reader.flag(
      name(.interpolateFromLastTargetPose), required: false)
    options.branches = reader.integer(name(.branches), in: Int.min...Int.max, required: false)
    if let problem = options.problem { reader.fail(problem.name, problem.reason) }
    return options
  }
}
