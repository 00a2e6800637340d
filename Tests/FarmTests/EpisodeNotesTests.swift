import Datasets
import Demonstrations
import Episodes
import Farm
import Geometry
import Robots
import Rollouts
import Tasks
import TestSupport
import Testing

/// What is noted of episodes when they are kept.
@Suite struct EpisodeNotesTests {
  private static func runner(
    _ name: String, file: String, distribution: String = "D0", seed: UInt64 = 1,
    kitchen: KitchenOptions? = nil
  ) throws -> AttemptRunner {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    let task = try #require(try TaskLibrary(folder: "\(scenes)/tasks").task(named: name))
    let robot = try #require(
      try RobotLibrary(folder: "\(scenes)/robots").robot(named: task.robot))
    let demonstrations = try DemonstrationDecoder.decode(path: Repository.demo(file))
    return try AttemptRunner(
      task: task, robot: robot, demonstrations: demonstrations,
      demonstrationIDs: demonstrations.map(\.name), distribution: distribution, seed: seed,
      settings: AttemptSettings(stratify: true, kitchen: kitchen))
  }

  /// The notes on the kept episodes of a job's first scenes.
  private static func kept(
    _ runner: AttemptRunner, scenes: Range<Int>
  ) -> [(notes: EpisodeNotes, outcome: AttemptOutcome, episode: Episode)] {
    scenes.compactMap { scene in
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      return episode.map {
        (EpisodeNotes($0, of: runner, metrics: outcome.metrics), outcome, $0)
      }
    }
  }

  @Test func whatIsMeasuredOnATableIsPlausible() throws {
    let runner = try Self.runner("stack", file: "stack_robosuite.hdf5", distribution: "D1")
    let kept = Self.kept(runner, scenes: 0..<20)
    #expect(kept.count > 10)
    let ranges: [QualityMeasure: ClosedRange<Double>] = [
      .meanJerk: 1...60, .peakJerk: 10...500, .logDimensionlessJerk: -20 ... -5,
      .pathLengthRatio: 1...8, .idleShare: 0...0.6,
      // the palm stays above the cube that the fingers take
      .minClearance: 0.02...0.2, .peakContactForce: 5...500, .peakObjectForce: 0.5...200,
      .graspSlip: 0...0.02, .graspTurn: 0...0.5, .penetration: 0...0.01,
      .solverFallbacks: 0...0.01,
    ]
    #expect(ranges.count == QualityMeasure.allCases.count)
    for (notes, _, episode) in kept {
      for measure in QualityMeasure.allCases {
        let value = try #require(notes.quality[measure], "\(measure)")
        #expect(
          ranges[measure]?.contains(value) == true,
          "\(measure.rawValue) \(value) in scene \(episode.recipe.scene)")
      }
    }
  }

  @Test func theyStandAmongTheMetricsAndAreTheSameAgain() throws {
    let runner = try Self.runner("stack", file: "stack_robosuite.hdf5")
    let again = try Self.runner("stack", file: "stack_robosuite.hdf5")
    let first = Self.kept(runner, scenes: 0..<4)
    let second = Self.kept(again, scenes: 0..<4)
    #expect(first.map(\.notes) == second.map(\.notes) && first.count > 1)
    for (notes, outcome, _) in first {
      let metrics = notes.added(to: outcome).metrics
      for (measure, value) in notes.quality.measured {
        #expect(metrics[measure.rawValue] == value)
      }
      // what the rollout measured is still there, and nothing of it is another number
      for (name, value) in outcome.metrics { #expect(metrics[name] == value) }
      #expect(metrics.count > outcome.metrics.count + 6)
    }
  }

  @Test func traitsAndPathsTellEpisodesApart() throws {
    let runner = try Self.runner("stack", file: "stack_robosuite.hdf5", distribution: "D1")
    let kept = Self.kept(runner, scenes: 0..<8)
    for (notes, _, episode) in kept {
      let traits = notes.traits
      #expect(traits.language == runner.task.language && traits.layout == nil)
      #expect(traits.cell == runner.cell(of: episode.recipe))
      #expect(traits.cell?.hasPrefix("cubeA:") == true && traits.cell?.contains("+cubeB:") == true)
      #expect(traits.identities == ["scene": "scene/stack/D1/1/\(episode.recipe.scene)"])

      // sixteen moments, and both cubes before and after, to a tenth of a millimetre
      #expect(notes.path.points.count == 3 * (16 + 4))
      let start = episode.eefPose(atStep: 0).position
      #expect(
        (Vector3(
          notes.path.points[0], notes.path.points[1], notes.path.points[2]) - start).length < 1e-4)
      #expect(notes.path.points.allSatisfy { ($0 * 1e4 - ($0 * 1e4).rounded()).magnitude < 1e-6 })
    }
    #expect(Set(kept.map(\.notes.path)).count == kept.count)
    #expect(Set(kept.map(\.notes.path.kind)).count == 1)
  }

  @Test func inKitchensLayoutAndStyleAreKnown() throws {
    let runner = try Self.runner(
      "pnp_counter_to_sink", file: "pnp_counter_to_sink_scripted.hdf5", seed: 3)
    let kept = Self.kept(runner, scenes: 0..<8)
    #expect(kept.count > 1)
    for (notes, _, episode) in kept {
      let spec = try #require(episode.recipe.kitchenSpec)
      let traits = notes.traits
      #expect(traits.layout == spec.layout && traits.style == spec.style)
      #expect(traits.split == "train" && traits.language == episode.recipe.language)
      #expect(traits.identities.keys.sorted() == ["layout", "object", "scene", "texture"])
      #expect(traits.cell?.contains("+style:\(spec.style)+") == true)
      #expect(traits.cell?.contains("+obj:") == true)
      // an obstacle is always near in a kitchen, and is not in the way
      let clearance = try #require(notes.quality[.minClearance])
      #expect(clearance >= 0 && clearance < 0.3)
      #expect(try #require(notes.quality[.peakContactForce]) > 1)
    }
  }

  @Test func aLayoutWithANameIsItsArchetypeWithASeed() throws {
    func kept(_ layout: String) throws -> [EpisodeNotes] {
      var options = KitchenOptions()
      options.layouts = [layout]
      let runner = try Self.runner(
        "pnp_counter_to_sink", file: "pnp_counter_to_sink_scripted.hdf5", seed: 90,
        kitchen: options)
      return Self.kept(runner, scenes: 0..<4).map(\.notes)
    }
    let (named, numbered) = (try kept("galley_3"), try kept("galley/3"))
    #expect(!named.isEmpty && named.allSatisfy { $0.traits.layout == "galley_3" })
    #expect(named.map(\.traits.identities) == numbered.map(\.traits.identities))
    #expect(named.allSatisfy { $0.traits.identities["layout"] == "layout/galley/3" })
  }

  @Test func pinnedKitchensOfTwoJobsAreOneScene() throws {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    let task = try #require(
      try TaskLibrary(folder: "\(scenes)/tasks").task(named: "pnp_counter_to_sink"))
    let robot = try #require(
      try RobotLibrary(folder: "\(scenes)/robots").robot(named: task.robot))
    func drawn(_ job: UInt64, scene: Int, placement: UInt64 = 5) throws -> DrawnScene {
      var options = KitchenOptions()
      options.layouts = ["galley"]
      options.styles = ["nordic"]
      var pin = KitchenSeeds()
      for aspect in KitchenSeeds.CodingKeys.allCases { pin[aspect] = 5 }
      pin.placement = placement
      options.pin = pin
      return try TaskScenes(
        task: task, robot: robot, distribution: try #require(task.distribution("D0")), seed: job,
        kitchen: options
      ).drawn(scene)
    }
    func identity(_ drawn: DrawnScene, job: UInt64, scene: Int) -> String? {
      var recipe = EpisodeRecipe(
        task: task.name, taskVersion: "", robot: robot.name, distribution: "D0",
        demonstrations: [], seed: job, scene: scene, motion: 0, options: MotionOptions(),
        language: "", controlFrequency: 20, placements: [], sources: [])
      recipe.kitchenSpec = drawn.kitchen
      return SplitAxis.scene.identity(of: recipe)
    }
    let (one, two) = (try drawn(3, scene: 0), try drawn(8, scene: 4))
    let other = try drawn(3, scene: 0, placement: 6)
    #expect(one.scene == two.scene && one.scene != other.scene)
    #expect(identity(one, job: 3, scene: 0) == identity(two, job: 8, scene: 4))
    #expect(identity(one, job: 3, scene: 0) != identity(other, job: 3, scene: 0))
  }

  @Test func randomTexturesAreToldApartByWhatWasDrawn() throws {
    func texture(seed: UInt64, style: String, textures: UInt64) throws -> String {
      var options = KitchenOptions()
      options.layouts = ["galley"]
      options.styles = [style]
      options.textures = .random
      var pin = KitchenSeeds()
      pin.textures = textures
      options.pin = pin
      let runner = try Self.runner(
        "pnp_counter_to_sink", file: "pnp_counter_to_sink_scripted.hdf5", seed: seed,
        kitchen: options)
      let kept = try #require(
        (0..<10).lazy.compactMap { Self.kept(runner, scenes: $0..<($0 + 1)).first }.first)
      return try #require(kept.notes.traits.identities["texture"])
    }
    // the style has no part in random textures, nor has the rest of the kitchen
    let one = try texture(seed: 3, style: "nordic", textures: 7)
    #expect(one.hasPrefix("texture/random/"))
    #expect(try texture(seed: 4, style: "japandi", textures: 7) == one)
    #expect(try texture(seed: 3, style: "nordic", textures: 8) != one)
  }

  @Test func whatIsToBeMovedIsNoObstacle() throws {
    // the lid that is pressed shut is no reference of any subtask
    let runner = try Self.runner("coffee", file: "coffee_scripted.hdf5")
    let kept = Self.kept(runner, scenes: 0..<5)
    #expect(kept.count > 1)
    for (notes, _, _) in kept {
      #expect(try #require(notes.quality[.minClearance]) > 0.02)
    }
  }
}
