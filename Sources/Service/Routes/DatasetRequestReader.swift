import Catalog
import Farm
import JSONText

/// Reads what `POST /v1/datasets` asks for.
enum DatasetRequestReader {
  /// The formats that a dataset is exported in.
  static let formats = DatasetFormat.allCases.map(\.rawValue)

  /// The request.
  ///
  /// - Throws: `Problem` 422 that names every field which cannot be used.
  static func read(_ json: JSON) throws(Problem) -> DatasetRequest {
    var reader = FieldReader(json)
    let name = reader.string("name", limit: 64)
    if let name, !isName(name) { reader.fail("name", "must hold a-z, 0-9, _ and - only") }
    let format = reader.string("format", required: false) ?? formats[0]
    if !formats.contains(format) {
      reader.fail("format", "must be one of \(formats.joined(separator: ", "))")
    }
    let render = reader.string("render", required: false)
    let cameras = CameraOptionsReader.read(&reader)
    let asksForJobs = render == nil && !reader.errors.contains { $0.field == "render" }
    let filter: DatasetFilter? = reader.object("filter", required: asksForJobs) { reader in
      let isOpen = !reader.has("tasks") && !reader.has("datasets")
      let jobs = reader.strings("jobs", count: 1...1000, required: isOpen)
      let episodes = EpisodeFilterReader.read(&reader)
      let limit = reader.integer("limit", in: 1...Mill.mostAttempts * 1000, required: false)
      return DatasetFilter(jobs: jobs ?? [], episodes: episodes, limit: limit)
    }
    let choice = reader.object("choose", required: false, readChoice)
    let split = readSplit(&reader)
    let options = reader.object("options", required: false, readOptions)
    let license = reader.string("license", required: false, limit: 64)
    reader.finish()

    guard reader.errors.isEmpty, let name else { throw .unusable(reader.errors) }
    return DatasetRequest(
      name: name, format: format, filter: filter ?? DatasetFilter(jobs: []),
      choice: choice, split: split ?? DatasetSplit(), options: options, license: license,
      cameras: cameras, render: render)
  }

  /// How episodes are chosen among; words are checked where they are used.
  private static func readChoice(_ reader: inout FieldReader) -> DatasetChoice? {
    let most = 1...16
    let rankBy = reader.strings("rank_by", count: most, required: false) ?? []
    let keep = reader.number("keep", in: 0...1, required: false)
    let nearDuplicates = reader.number("near_duplicates", in: 0...10, required: false)
    let balance = reader.strings("balance", count: most, required: false) ?? []
    let cap = reader.integer("cap", in: 1...Mill.mostAttempts * 1000, required: false)
    return DatasetChoice(
      rankBy: rankBy, keep: keep ?? 1, nearDuplicates: nearDuplicates, balance: balance, cap: cap)
  }

  /// Shares that make up the whole.
  private static func readSplit(_ reader: inout FieldReader) -> DatasetSplit? {
    let split: DatasetSplit? = reader.object("split", required: false) { reader in
      let train = reader.number("train", in: 0...1)
      let valid = reader.number("valid", in: 0...1, required: false)
      let test = reader.number("test", in: 0...1, required: false)
      let axes = reader.strings("by", count: 1...16, required: false) ?? []
      return train.map { DatasetSplit(train: $0, valid: valid ?? 0, test: test ?? 0, by: axes) }
    }
    if let split, abs(split.train + split.valid + split.test - 1) > 1e-9 {
      reader.fail("split", "must add up to 1")
    }
    return split
  }

  private static func readOptions(_ reader: inout FieldReader) -> DatasetOptions? {
    var options = DatasetOptions()
    options.actionSpace = reader.string("action_space", required: false)
    options.nextObservations = reader.flag("next_obs", required: false)
    options.pictures = reader.flag("pictures", required: false)
    options.paraphrases = reader.flag("paraphrases", required: false)
    options.relabel = reader.object("relabel", required: false) { reader in
      let k = reader.integer("k", in: 1...64, required: false)
      return reader.string("strategy").map { DatasetOptions.Relabel(strategy: $0, k: k) }
    }
    return options
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 45
    }
  }
}
