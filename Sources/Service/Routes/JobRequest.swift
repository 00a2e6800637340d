import Catalog
import Episodes
import Farm
import JSONText

/// Reads what `POST /v1/jobs` asks for.
enum JobRequest {
  /// The most demonstrations that one job takes.
  static let maximumDemonstrations = 1000

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
      let kitchen = KitchenOptionsReader.read(&reader)
      return count.map {
        JobSpec.Scenes(
          count: $0, distribution: distribution, stratify: stratify, kitchen: kitchen)
      }
    }
    let motions: JobSpec.Motions? = reader.object("motions") { reader in
      let count = reader.integer("count", in: 1...Mill.mostMotions)
      let options = MotionOptionsReader.read(&reader)
      return count.map { JobSpec.Motions(count: $0, options: options) }
    }
    let seed = reader.unsigned("seed", required: false) ?? 1
    let priority = reader.integer("priority", in: -1000...1000, required: false) ?? 0
    let ends = ends(&reader)
    let randomization = reader.decoded(
      "randomization", as: RandomizationSpec.self, required: false)
    for problem in randomization?.problems ?? [] {
      reader.fail("randomization.\(problem.name)", problem.reason)
    }
    let cameras = CameraOptionsReader.read(&reader)
    reader.finish()

    guard reader.errors.isEmpty, let task, let demonstrations, let scenes, let motions else {
      throw .unusable(reader.errors)
    }
    return JobSpec(
      task: task, demonstrations: demonstrations, scenes: scenes, motions: motions, seed: seed,
      priority: priority, goal: ends.goal, limits: ends.limits, stopBelow: ends.stopBelow,
      randomization: randomization, cameras: cameras)
  }
}
