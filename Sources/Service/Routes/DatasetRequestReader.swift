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
      let jobs = reader.strings("jobs", count: 1...1000, required: !reader.has("tasks"))
      let episodes = EpisodeFilterReader.read(&reader)
      let limit = reader.integer("limit", in: 1...Mill.mostAttempts * 1000, required: false)
      return DatasetFilter(jobs: jobs ?? [], episodes: episodes, limit: limit)
    }
    let split = readSplit(&reader)
    reader.finish()

    guard reader.errors.isEmpty, let name else { throw .unusable(reader.errors) }
    return DatasetRequest(
      name: name, format: format, filter: filter ?? DatasetFilter(jobs: []),
      split: split ?? DatasetSplit(), cameras: cameras, render: render)
  }

  /// Two shares that make up the whole.
  private static func readSplit(_ reader: inout FieldReader) -> DatasetSplit? {
    let split: DatasetSplit? = reader.object("split", required: false) { reader in
      let train = reader.number("train", in: 0...1)
      let valid = reader.number("valid", in: 0...1, required: false)
      return train.map { DatasetSplit(train: $0, valid: valid ?? 0) }
    }
    if let split, abs(split.train + split.valid - 1) > 1e-9 {
      reader.fail("split", "must add up to 1")
    }
    return split
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 45
    }
  }
}
