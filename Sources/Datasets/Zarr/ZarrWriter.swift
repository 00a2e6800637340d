import Episodes
import Foundation
import JSONText

/// Writes episodes as a zipped Zarr replay buffer, one at a time, in memory that does not grow with them.
///
/// ```swift
/// let writer = try ZarrWriter(path: "stack.zarr.zip", environment: environment)
/// for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
/// let summary = try writer.finish()
/// ```
/// The layout is that of Diffusion Policy's `ReplayBuffer`, which UMI reads too: Zarr version 2, under
/// `data` an array of all steps for each key, and `meta/episode_ends`. Beside that, `meta` holds an
/// instruction, a recipe and `episode_valid` for each episode, and `episode_test` where any is for test.
/// The same episodes always give the same bytes. The file appears under its name only when finished.
public final class ZarrWriter: DatasetWriter {
  /// How a replay buffer is written.
  public struct Options: DatasetWriterOptions, Hashable {
    public var naming = ReplayBufferNaming.robosuite
    /// What `action` says, where there are actions.
    public var actionSpace = ActionSpace.deltaPose
    /// Whether `meta/paraphrases` tells all ways in which each episode may be asked for, as JSON lists.
    public var paraphrases = false
    /// Of numbers, and of pictures, which are a chunk each.
    public var compression = ZarrCompression.none
    public var pictureCompression = ZarrCompression.zlib(level: 1)
    /// What the file is to be, in any words: a writer of the same goes on with what an earlier process
    /// left when it died, to the same bytes; nil to start anew.
    public var identity: String?
    /// Episodes after which what there is can be gone on with.
    public var checkpointDistance = 500

    public init() {}

    /// The first fault in words, or nil.
    var problem: String? {
      for level in [compression, pictureCompression].compactMap(\.level)
      where !Deflate.levels.contains(level) {
        return "the level of compression is \(level), but must be between 1 and 9"
      }
      return nil
    }
  }

  /// An array of steps: how its rows are, and how far it has come.
  private struct Column: Codable {
    var key: String
    var type: String
    var itemSize: Int
    var rowShape: [Int]
    var isPicture: Bool
    var state: ZarrArray.State?
  }

  /// What a checkpoint keeps.
  private struct State: Codable {
    /// Of the unfinished file, bytes.
    var size: Int
    /// In the order in which they came.
    var columns: [Column]
    /// Instructions, recipes and paraphrases.
    var texts: [ZarrTexts.State]
    var actionNames: [String]
    var ends: [Int]
  }

  private let environment: RobomimicEnvironment
  private let options: Options
  private let checkpoint: DatasetCheckpoint<State>
  private let file: OutputFile
  private let archive: ZipArchive
  private var check = EpisodeCheck()
  private var arrays: [String: ZarrArray] = [:]
  /// In the order in which they came.
  private var columns: [Column] = []
  private let instructions: ZarrTexts
  private let recipes: ZarrTexts
  private let paraphrases: ZarrTexts
  private var actionNames: [String] = []
  private var tally = DatasetTally()
  private var ends: [Int] = []

  /// Episodes that are in the file; at first those that an earlier process left.
  public var episodes: Int { tally.episodes }

  /// Starts a dataset at a path, which should end with `.zarr.zip`, or goes on with it.
  ///
  /// - Throws: `DatasetError.output` when the folder cannot be written to, or a level is out of range.
  public init(
    path: String, environment: RobomimicEnvironment, options: Options = Options()
  ) throws(DatasetError) {
    if let problem = options.problem { throw .output(problem) }
    self.environment = environment
    self.options = options
    instructions = ZarrTexts("meta/instruction", compression: options.compression)
    recipes = ZarrTexts("meta/recipe", compression: options.compression)
    paraphrases = ZarrTexts("meta/paraphrases", compression: options.compression)
    checkpoint = DatasetCheckpoint(path, identity: options.identity)
    if let left = checkpoint.left(),
      let file = try? OutputFile(path, resumedAt: left.state.size),
      let archive = try? ZipArchive(resuming: file)
    {
      (self.file, self.archive) = (file, archive)
      tally = left.tally
      check = EpisodeCheck(left.check)
      for (texts, state) in zip([instructions, recipes, paraphrases], left.state.texts) {
        texts.state = state
      }
      for column in left.state.columns {
        let array = start(column)
        if let state = column.state { array.state = state }
      }
      actionNames = left.state.actionNames
      ends = left.state.ends
      return
    }
    checkpoint.remove()
    file = try OutputFile(path)
    archive = ZipArchive(output: file, beside: path)
    let group = JSON.object(["zarr_format": 2]).bytes(.compact)
    for name in [".zgroup", "data/.zgroup", "meta/.zgroup"] { try archive.add(name, group) }
  }

  /// Writes the next episode.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.output`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError) {
    let recipe = try check.admit(
      episode, pictures: pictures, in: environment, actionSpace: options.actionSpace,
      as: episode.recipe)
    let steps = StepArrays(
      episode, objects: RobomimicObject.of(episode, in: environment), naming: options.naming,
      actionSpace: options.actionSpace)
    for column in steps.columns {
      try add(column.key, "<f4", 4, [column.width], LittleEndian.bytes(column.values))
    }
    for (index, camera) in (pictures?.cameras ?? []).enumerated() {
      try add(camera, index: index, steps: episode.steps)
    }
    try instructions.append(episode.recipe.language, to: archive)
    try recipes.append(recipe, to: archive)
    if options.paraphrases {
      let texts = JSON.texts(Paraphrases.of(episode, in: environment))
      try paraphrases.append(texts.formatted(.compact), to: archive)
    }
    actionNames = options.actionSpace.names(of: episode)
    tally.add(steps: episode.steps, side: side)
    ends.append(tally.frames)
    if tally.episodes % max(1, options.checkpointDistance) == 0, checkpoint.isKept {
      try makeCheckpoint()
    }
  }

  /// Keeps how far the file has come; that is no matter to the file.
  private func makeCheckpoint() throws(DatasetError) {
    try file.sync()
    let columns = columns.map { column in
      var column = column
      column.state = arrays[column.key]?.state
      return column
    }
    let texts = [instructions, recipes, paraphrases].map(\.state)
    try checkpoint.write(
      tally, check,
      State(
        size: file.count, columns: columns, texts: texts, actionNames: actionNames, ends: ends))
  }

  /// Writes what is left and what describes it, and puts the file in its place.
  ///
  /// Nothing can be appended afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.output`.
  public func finish() throws(DatasetError) -> DatasetSummary {
    guard tally.episodes > 0 else { throw .empty }
    for column in columns { try arrays[column.key]?.finish(to: archive) }
    try instructions.finish(to: archive)
    try recipes.finish(to: archive)
    if options.paraphrases { try paraphrases.finish(to: archive) }
    try write("meta/episode_ends", "<i8", 8, LittleEndian.bytes(ends))
    for side in [DatasetSide.valid, .test] where side == .valid || tally.sides.contains(side) {
      let flags = tally.sides.map { $0 == side ? 1 as UInt8 : 0 }
      try write("meta/episode_\(side.rawValue)", "|b1", 1, flags)
    }
    try archive.add(".zattrs", attributes.bytes(.compact))
    try archive.finish()
    try file.commit()
    checkpoint.remove()
    return tally.summary(files: [URL(fileURLWithPath: file.path).lastPathComponent])
  }

  /// Pictures a chunk each, as readers take them; where cameras are only under robosuite's names.
  private func add(
    _ camera: EpisodePictures.Camera, index: Int, steps: Int
  ) throws(DatasetError) {
    let (height, width) = (camera.height, camera.width)
    try add(
      options.naming.picturesKey(camera.name, index: index), "|u1", 1, [height, width, 3],
      Array(camera.colors.prefix(steps * height * width * 3)), isPicture: true)
    guard options.naming == .robosuite else { return }
    if !camera.depths.isEmpty {
      let depths = camera.depths.prefix(steps * height * width).map { $0.isFinite ? $0 : 0 }
      try add(
        "\(camera.name)_depth", "<f4", 4, [height, width, 1], LittleEndian.bytes(depths),
        isPicture: true)
    }
    let lens = camera.intrinsics.map { Float($0) }
    let poses = camera.extrinsics.prefix(steps * 16).map { Float($0) }
    try add(
      "\(camera.name)_intrinsics", "<f4", 4, [3, 3],
      LittleEndian.bytes(Array(repeatElement(lens, count: steps).joined())))
    try add("\(camera.name)_extrinsics", "<f4", 4, [4, 4], LittleEndian.bytes(poses))
  }

  private func add(
    _ key: String, _ type: String, _ size: Int, _ rowShape: [Int], _ bytes: [UInt8],
    isPicture: Bool = false
  ) throws(DatasetError) {
    let column = Column(
      key: key, type: type, itemSize: size, rowShape: rowShape, isPicture: isPicture)
    try (arrays[key] ?? start(column)).append(bytes, to: archive)
  }

  /// Begins with an array.
  private func start(_ column: Column) -> ZarrArray {
    let array = ZarrArray(
      "data/\(column.key)", type: column.type, itemSize: column.itemSize,
      rowShape: column.rowShape, chunkRows: column.isPicture ? 1 : nil,
      compression: column.isPicture ? options.pictureCompression : options.compression)
    arrays[column.key] = array
    columns.append(column)
    return array
  }

  /// An array with a number for each episode.
  private func write(
    _ key: String, _ type: String, _ size: Int, _ bytes: [UInt8]
  ) throws(DatasetError) {
    let array = ZarrArray(
      key, type: type, itemSize: size, rowShape: [], chunkRows: ends.count,
      compression: options.compression)
    try array.append(bytes, to: archive)
    try array.finish(to: archive)
  }

  /// What robomimic's `env_args` tell, and what the actions are.
  private var attributes: JSON {
    var members: JSONObject = [
      "env_args": JSON(environment.arguments(options.actionSpace)),
      "control_frequency": JSON(environment.controlFrequency),
      "instructions": .texts(environment.instructions),
    ]
    if options.naming == .robosuite {
      members["action_space"] = JSON(options.actionSpace.rawValue)
      members["action_names"] = .texts(actionNames)
    }
    return .object(members)
  }
}
