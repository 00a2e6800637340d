import Catalog
import Datasets
import Episodes
import Rollouts
import Scenes

/// What is noted of an episode at the moment it is kept, from what it recorded and from the scene it is in.
///
/// The same recipe always gives the same notes.
public struct EpisodeNotes: Sendable, Hashable {
  public let quality: EpisodeQuality
  public let traits: EpisodeTraits
  public let path: EpisodePath

  /// The notes on one of a job's episodes; `metrics` are what its rollout measured.
  public init(_ episode: Episode, of runner: AttemptRunner, metrics: [String: Double]) {
    // the scene was drawn a moment ago, so that it can be again
    let drawn = try? runner.drawn(episode.recipe.scene)
    quality = Self.quality(episode, drawn, runner, metrics)
    traits = Self.traits(episode.recipe, drawn, runner)
    path = Self.path(episode, objects: runner.task.objects.map(\.name))
  }

  private static func quality(
    _ episode: Episode, _ drawn: DrawnScene?, _ runner: AttemptRunner,
    _ metrics: [String: Double]
  ) -> EpisodeQuality {
    guard let drawn else { return EpisodeQuality(episode, metrics: metrics) }
    // what is bolted or hinged weighs on its joint, which is no contact
    let loose = drawn.scene.objects.filter { $0.mount == .free }
    return EpisodeQuality(
      episode,
      world: RobomimicEnvironment.World(
        bodies: loose.map { .init(name: $0.name, model: $0.body) }),
      clearance: Clearance(
        drawn.task, in: runner.scene(drawn.scene, of: episode), robot: runner.robot),
      metrics: metrics)
  }

  private static func traits(
    _ recipe: EpisodeRecipe, _ drawn: DrawnScene?, _ runner: AttemptRunner
  ) -> EpisodeTraits {
    let kitchen = recipe.kitchenSpec
    let plan = kitchen.flatMap { spec in
      runner.task.kitchen?.library.layouts.seeding(ofLayout: spec.layout)
    }
    var identities = SplitAxis.allCases.compactMap { axis in
      axis.identity(of: recipe, plan: plan).map { (axis.rawValue, $0) }
    }
    if kitchen != nil, let objects = drawn.flatMap(objects) {
      identities.append((SplitAxis.object.rawValue, objects))
    }
    if let presets = runner.presets(of: recipe) {
      identities.append((SplitAxis.texture.rawValue, SplitAxis.identity(ofPresets: presets)))
    }
    return EpisodeTraits(
      layout: kitchen?.layout, style: kitchen?.style, split: kitchen?.split.rawValue,
      language: recipe.language, cell: runner.cell(of: recipe),
      identities: Dictionary(uniqueKeysWithValues: identities))
  }

  /// The task's objects that were drawn for a kitchen, with blanks between; nil where there are none.
  private static func objects(_ drawn: DrawnScene) -> String? {
    let own = Set(drawn.task.objects.map(\.name))
    let found = drawn.scene.objects.filter { $0.mount == .free && own.contains($0.name) }
      .compactMap { try? SplitAxis.identity(ofObject: $0.body) }
    return found.isEmpty ? nil : Set(found).sorted().joined(separator: " ")
  }

  private static func path(_ episode: Episode, objects: [String]) -> EpisodePath {
    let descriptor = TrajectoryDescriptor(episode, objects: objects)
    let numbers = descriptor.points.flatMap { [$0.x, $0.y, $0.z] }
    return EpisodePath(
      kind: descriptor.kind, points: numbers.map { ($0 * 10_000).rounded() / 10_000 })
  }

  /// An outcome with the quality among its metrics, by the measures' names.
  public func added(to outcome: AttemptOutcome) -> AttemptOutcome {
    var outcome = outcome
    for (measure, value) in quality.measured { outcome.metrics[measure.rawValue] = value }
    return outcome
  }
}
