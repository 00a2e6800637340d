import Episodes
import Foundation

/// Writes episodes as WebDataset shards: tar files in which each episode is a sample.
///
/// The files of a sample share a number: `000000.json` holds instruction, counts and recipe,
/// `000000.npz` the arrays of all steps, `000000.agentview.npz` what a camera saw. Shards are called
/// after the side that their episodes are of, `train-000000.tar`. The same episodes always give the
/// same bytes, and files appear under their names only when all are finished.
public final class WebDatasetWriter: DatasetWriter {
  /// How shards are written.
  public struct Options: DatasetWriterOptions, Hashable {
    /// A shard that has grown beyond this many bytes is its last episode's.
    public var shardBytes = 1 << 30
    public var actionSpace = ActionSpace.deltaPose
    /// Whether the JSON tells all ways in which an episode may be asked for, as `paraphrases`.
    public var paraphrases = false
    /// What the dataset is to be, in any words: a writer of the same goes on with what an earlier process
    /// left when it died, to the same bytes; nil to start anew.
    ///
    /// With it, shards in the folder that are not gone on with are removed.
    public var identity: String?
    /// Episodes after which what there is can be gone on with.
    public var checkpointDistance = 500

    public init() {}
  }

  /// What a checkpoint keeps of a shard.
  private struct Shard: Codable {
    var name: String
    var size: Int
    var isOpen: Bool
  }

  /// What a sample's JSON says.
  private struct Sample: Encodable {
    var episode: Int
    var steps: Int
    var instruction: String
    var paraphrases: [String]?
    var actionNames: [String]
    var recipe: EpisodeRecipe
    var pictureRecipe: String?

    enum CodingKeys: String, CodingKey {
      case episode, steps, instruction, paraphrases
      case actionNames = "action_names"
      case recipe
      case pictureRecipe = "picture_recipe"
    }
  }

  /// The shards of a side while they are written.
  private struct Shards {
    var names: [String] = []
    var open: OutputFile?
    var sealed: [OutputFile] = []
  }

  private let folder: String
  /// By the rank of the side.
  private let checkpoint: DatasetCheckpoint<[[Shard]]>
  private let environment: RobomimicEnvironment
  private let options: Options
  private var check = EpisodeCheck()
  private var tally = DatasetTally()
  /// By the rank of the side.
  private var shards = DatasetSide.allCases.map { _ in Shards() }

  /// Episodes that are in the shards; at first those that an earlier process left.
  public var episodes: Int { tally.episodes }

  /// Starts a dataset in a folder, which must be there, or goes on with it.
  public init(
    folder: String, environment: RobomimicEnvironment, options: Options = Options()
  ) {
    self.folder = folder
    self.environment = environment
    self.options = options
    checkpoint = DatasetCheckpoint(folder, identity: options.identity)
    if let left = checkpoint.left(), let shards = try? left.state.map(resumed) {
      self.shards = shards
      tally = left.tally
      check = EpisodeCheck(left.check)
    } else {
      checkpoint.remove()
    }
    if checkpoint.isKept { removeOthers() }
  }

  /// The shards of a side as they were.
  private func resumed(_ shards: [Shard]) throws(DatasetError) -> Shards {
    var result = Shards()
    for shard in shards {
      let file = try OutputFile("\(folder)/\(shard.name)", resumedAt: shard.size)
      result.names.append(shard.name)
      if shard.isOpen {
        result.open = file
      } else {
        try file.seal()
        result.sealed.append(file)
      }
    }
    return result
  }

  /// Removes what looks like a shard, but is none of those that are gone on with.
  private func removeOthers() {
    let own = Set(shards.flatMap(\.names).map { $0 + ".part" })
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !own.contains(name) {
      let isShard = DatasetSide.allCases.contains { name.hasPrefix("\($0.rawValue)-") }
      if isShard, name.hasSuffix(".tar") || name.hasSuffix(".tar.part") {
        unlink("\(folder)/\(name)")
      }
    }
  }

  /// Writes the next episode into the shards of its side.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.output`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError) {
    let json = try check.admit(
      episode, pictures: pictures, in: environment, actionSpace: options.actionSpace,
      as: Sample(
        episode: tally.episodes, steps: episode.steps, instruction: episode.recipe.language,
        paraphrases: options.paraphrases ? Paraphrases.of(episode, in: environment) : nil,
        actionNames: options.actionSpace.names(of: episode), recipe: episode.recipe,
        pictureRecipe: pictures?.recipe))

    let key = Self.number(tally.episodes)
    let file = try openShard(side)
    try Self.add("\(key).json", Array(json.utf8), to: file)
    try Self.add("\(key).npz", try numbers(of: episode), to: file)
    for camera in pictures?.cameras ?? [] {
      try Self.add(
        "\(key).\(camera.name).npz", try views(of: camera, steps: episode.steps), to: file)
    }
    tally.add(steps: episode.steps, side: side)
    if file.count > options.shardBytes { try close(side) }
    if tally.episodes % max(1, options.checkpointDistance) == 0, checkpoint.isKept {
      try makeCheckpoint()
    }
  }

  /// Keeps how far the shards have come; that is no matter to them.
  private func makeCheckpoint() throws(DatasetError) {
    var state: [[Shard]] = []
    for side in shards {
      // names are in the order of the files, of which the last may be open
      let files = side.sealed + (side.open.map { [$0] } ?? [])
      try side.open?.sync()
      state.append(
        zip(side.names, files).map { name, file in
          Shard(name: name, size: file.count, isOpen: file === side.open)
        })
    }
    try checkpoint.write(tally, check, state)
  }

  /// Closes all shards and puts them in their places; nothing can be appended afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.output`.
  public func finish() throws(DatasetError) -> DatasetSummary {
    guard tally.episodes > 0 else { throw .empty }
    for side in DatasetSide.allCases { try close(side) }
    for file in shards.flatMap(\.sealed) { try file.commit() }
    checkpoint.remove()
    return tally.summary(files: shards.flatMap(\.names))
  }

  private func openShard(_ side: DatasetSide) throws(DatasetError) -> OutputFile {
    if let open = shards[side.rank].open { return open }
    let name = "\(side.rawValue)-\(Self.number(shards[side.rank].names.count)).tar"
    let file = try OutputFile("\(folder)/\(name)")
    shards[side.rank].open = file
    shards[side.rank].names.append(name)
    return file
  }

  /// Two blocks of zeros close a shard; nothing where none is open.
  private func close(_ side: DatasetSide) throws(DatasetError) {
    guard let file = shards[side.rank].open else { return }
    try file.append([UInt8](repeating: 0, count: 2 * TarHeader.block))
    try file.seal()
    shards[side.rank].sealed.append(file)
    shards[side.rank].open = nil
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
