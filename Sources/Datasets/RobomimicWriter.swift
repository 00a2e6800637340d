import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import JSONText

/// Writes episodes as a robomimic HDF5 dataset, one at a time, in memory that does not grow with them.
///
/// ```swift
/// let writer = try RobomimicWriter(path: "stack.hdf5", environment: environment)
/// for episode in episodes { try writer.append(episode) }
/// let summary = try writer.finish(split: DatasetSplit(valid: 0.1))
/// ```
/// The layout is robomimic 0.3's with MimicGen's `datagen_info`, so that the file serves for training
/// and can be uploaded as demonstrations again. The same episodes always give the same bytes. The file
/// appears under its name only when finished.
public final class RobomimicWriter {
  /// What was written.
  public struct Summary: Sendable, Hashable, Codable {
    public var episodes: Int
    public var frames: Int
    /// Episodes for training and for validation.
    public var train: Int
    public var valid: Int
  }

  private let environment: RobomimicEnvironment
  private let file: HDF5NewFile
  private let data: HDF5NewGroup
  private let encoder = JSONEncoder()
  private var check = EpisodeCheck()
  private var scenes: [DatasetSplit.Scene] = []
  private var motions: [Int] = []
  private var frames = 0

  /// Starts a dataset at a path.
  ///
  /// - Throws: `DatasetError.file` when the folder cannot be written to.
  public init(path: String, environment: RobomimicEnvironment) throws(DatasetError) {
    self.environment = environment
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    (file, data) = try DatasetError.from { () throws(HDF5Error) in
      let file = try HDF5NewFile(path)
      let data = try file.root().makeGroup("data")
      try data.setAttribute(
        "env_args",
        RobomimicAttributes.environmentArguments(
          name: environment.name, version: environment.version, robot: environment.robot,
          controlFrequency: environment.controlFrequency,
          cameras: environment.cameras.map { ($0.name, $0.width, $0.height, $0.hasDepth) }))
      if !environment.instructions.isEmpty {
        let texts = JSON.array(environment.instructions.map { JSON($0) })
        try data.setAttribute("instructions", texts.formatted(.compact))
      }
      return (file, data)
    }
  }

  /// Writes the next episode, as `demo_<number>` from 0 on; `world` is its own where it differs from
  /// the dataset's.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.file`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World? = nil,
    pictures: EpisodePictures? = nil
  ) throws(DatasetError) {
    // one that is refused is not what later ones are compared with
    var check = check
    if let problem = check.problem(episode, in: environment)
      ?? check.problem(pictures, of: episode, in: environment)
    {
      throw .unusableEpisode(index: scenes.count, reason: problem)
    }
    let recipe: String
    do {
      recipe = String(decoding: try encoder.encode(episode.recipe), as: UTF8.self)
    } catch {
      throw .unusableEpisode(index: scenes.count, reason: "its recipe is not JSON: \(error)")
    }
    try DatasetError.from { () throws(HDF5Error) in
      let group = try data.makeGroup(RobomimicName.name(scenes.count))
      try RobomimicEpisodeWriter(
        episode: episode, environment: environment, world: world, pictures: pictures
      ).write(to: group, recipe: recipe)
    }
    self.check = check
    scenes.append(DatasetSplit.Scene(episode.recipe))
    motions.append(episode.recipe.motion)
    frames += episode.steps
  }

  /// Writes totals and masks, and puts the file in its place; nothing can be appended afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.file`.
  public func finish(split: DatasetSplit = DatasetSplit()) throws(DatasetError) -> Summary {
    guard !scenes.isEmpty else { throw .empty }
    let isValid = split.assign(&scenes, motions: motions)
    let names = scenes.indices.map(RobomimicName.name)
    let train = names.indices.filter { !isValid[$0] }.map { names[$0] }
    let valid = names.indices.filter { isValid[$0] }.map { names[$0] }
    try DatasetError.from { () throws(HDF5Error) in
      try data.setAttribute("total", frames)
      // robomimic takes no empty mask
      let mask = try file.root().makeGroup("mask")
      try mask.write("train", strings: train)
      if !valid.isEmpty { try mask.write("valid", strings: valid) }
      try file.commit()
    }
    return Summary(
      episodes: names.count, frames: frames, train: train.count, valid: valid.count)
  }
}
