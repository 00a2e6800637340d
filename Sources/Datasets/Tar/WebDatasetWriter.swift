import Episodes
import Foundation

/// Writes episodes as WebDataset shards: tar files in which each episode is a sample.
///
/// The files of a sample share a number: `000000.json` holds instruction, counts and recipe,
/// `000000.npz` the arrays of all steps, `000000.agentview.npz` what a camera saw. Shards are called
/// after the subset that their episodes belong to, `train-000000.tar`. The same episodes always give the
/// same bytes, and files appear under their names only when all are finished.
public final class WebDatasetWriter {
  /// How shards are written.
  public struct Options: Sendable, Hashable {
    /// A shard that has grown beyond this many bytes is its last episode's.
    public var shardBytes = 1 << 30
    public var actionSpace = ActionSpace.deltaPose

    public init() {}
  }

  /// What was written of one subset.
  public struct Summary: Sendable, Hashable {
    public var subset: String
    /// File names, in order.
    public var shards: [String]
    public var episodes: Int
    public var frames: Int
  }

  /// What a sample's JSON says.
  private struct Sample: Encodable {
    var episode: Int
    var steps: Int
    var instruction: String
    var actionNames: [String]
    var recipe: EpisodeRecipe
    var pictureRecipe: String?

    enum CodingKeys: String, CodingKey {
      case episode, steps, instruction
      case actionNames = "action_names"
      case recipe
      case pictureRecipe = "picture_recipe"
    }
  }

  /// A subset while it is written.
  private struct Subset {
    var summary: Summary
    var open: OutputFile?
    var sealed: [OutputFile] = []
  }

  private let folder: String
  private let environment: RobomimicEnvironment
  private let options: Options
  private let encoder = JSONEncoder()
  private var check = EpisodeCheck()
  private var subsets: [Subset] = []
  private var episodes = 0

  /// Starts a dataset in a folder, which must be there.
  public init(
    folder: String, environment: RobomimicEnvironment, options: Options = Options()
  ) {
    self.folder = folder
    self.environment = environment
    self.options = options
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Writes the next episode into a subset, `train`, `valid` or `test`.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.output`.
  public func append(
    _ episode: Episode, pictures: EpisodePictures? = nil, subset: String = "train"
  ) throws(DatasetError) {
    // one that is refused is not what later ones are compared with
    var check = check
    if let problem = check.problem(episode, in: environment)
      ?? check.problem(pictures, of: episode, in: environment)
    {
      throw .unusableEpisode(index: episodes, reason: problem)
    }
    let json: Data
    do {
      json = try encoder.encode(
        Sample(
          episode: episodes, steps: episode.steps, instruction: episode.recipe.language,
          actionNames: options.actionSpace.names(of: episode), recipe: episode.recipe,
          pictureRecipe: pictures?.recipe))
    } catch {
      throw .unusableEpisode(index: episodes, reason: "its recipe is not JSON: \(error)")
    }

    let key = Self.number(episodes)
    let place = try self.subset(subset)
    let file = try openShard(place)
    try Self.add("\(key).json", Array(json), to: file)
    try Self.add("\(key).npz", try numbers(of: episode), to: file)
    for camera in pictures?.cameras ?? [] {
      try Self.add(
        "\(key).\(camera.name).npz", try views(of: camera, steps: episode.steps), to: file)
    }
    self.check = check
    episodes += 1
    subsets[place].summary.episodes += 1
    subsets[place].summary.frames += episode.steps
    if file.count > options.shardBytes {
      try close(file)
      subsets[place].sealed.append(file)
      subsets[place].open = nil
    }
  }

  /// Closes all shards and puts them in their places; nothing can be appended afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.output`.
  public func finish() throws(DatasetError) -> [Summary] {
    guard episodes > 0 else { throw .empty }
    for index in subsets.indices {
      guard let file = subsets[index].open else { continue }
      try close(file)
      subsets[index].sealed.append(file)
      subsets[index].open = nil
    }
    for subset in subsets {
      for file in subset.sealed { try file.commit() }
    }
    return subsets.map(\.summary)
  }

  private func subset(_ name: String) throws(DatasetError) -> Int {
    if let known = subsets.firstIndex(where: { $0.summary.subset == name }) { return known }
    let isName = !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
    guard isName else { throw .output("a subset cannot be called \(name)") }
    subsets.append(Subset(summary: Summary(subset: name, shards: [], episodes: 0, frames: 0)))
    return subsets.count - 1
  }

  private func openShard(_ place: Int) throws(DatasetError) -> OutputFile {
    if let open = subsets[place].open { return open }
    let summary = subsets[place].summary
    let name = "\(summary.subset)-\(Self.number(summary.shards.count)).tar"
    let file = try OutputFile("\(folder)/\(name)")
    subsets[place].open = file
    subsets[place].summary.shards.append(name)
    return file
  }

  /// Two blocks of zeros close a shard.
  private func close(_ file: OutputFile) throws(DatasetError) {
    try file.append([UInt8](repeating: 0, count: 2 * TarHeader.block))
    try file.seal()
  }

  private static func add(
    _ name: String, _ bytes: [UInt8], to file: OutputFile
  ) throws(DatasetError) {
    try file.append(TarHeader(path: name, size: bytes.count, modified: 0).bytes)
    try file.append(bytes)
    try file.append([UInt8](repeating: 0, count: TarHeader.padding(bytes.count)))
  }

  private func numbers(of episode: Episode) throws(DatasetError) -> [UInt8] {
    let arrays = StepArrays(
      episode, objects: RobomimicObject.of(episode, in: environment), naming: .robosuite,
      actionSpace: options.actionSpace)
    return try Self.archive(
      arrays.columns.map { column in
        (
          column.key, "<f4", [episode.steps, column.width],
          LittleEndian.bytes(column.values)
        )
      }, level: nil)
  }

  private func views(
    of camera: EpisodePictures.Camera, steps: Int
  ) throws(DatasetError) -> [UInt8] {
    let (height, width) = (camera.height, camera.width)
    let pixels = steps * height * width
    var arrays: [(String, String, [Int], [UInt8])] = [
      ("image", "|u1", [steps, height, width, 3], Array(camera.colors.prefix(pixels * 3)))
    ]
    if !camera.depths.isEmpty {
      let depths = camera.depths.prefix(pixels).map { $0.isFinite ? $0 : 0 }
      arrays.append(("depth", "<f4", [steps, height, width], LittleEndian.bytes(depths)))
    }
    let lens = camera.intrinsics.map { Float($0) }
    let poses = camera.extrinsics.prefix(steps * 16).map { Float($0) }
    arrays.append(("intrinsics", "<f4", [3, 3], LittleEndian.bytes(lens)))
    arrays.append(("extrinsics", "<f4", [steps, 4, 4], LittleEndian.bytes(poses)))
    return try Self.archive(arrays, level: 1)
  }

  /// Arrays as `numpy.load` reads them.
  private static func archive(
    _ arrays: [(name: String, type: String, shape: [Int], values: [UInt8])], level: Int?
  ) throws(DatasetError) -> [UInt8] {
    let output = MemoryOutput()
    let archive = ZipArchive(output: output, beside: "")
    for array in arrays {
      let file = NumpyFile(type: array.type, shape: array.shape, values: array.values)
      try archive.add("\(array.name).npy", file.bytes, level: level)
    }
    try archive.finish()
    return output.bytes
  }

  /// Six digits at least.
  private static func number(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
