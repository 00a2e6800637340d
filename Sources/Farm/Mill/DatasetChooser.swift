import Catalog
import Datasets
import Episodes
import Geometry

extension EpisodeSelection {
  /// As a request says it.
  ///
  /// - Throws: `SubmitError` naming the field whose word nobody knows.
  init(_ choice: DatasetChoice) throws(SubmitError) {
    self.init()
    rankBy = try Self.words(choice.rankBy, "choose.rank_by")
    balance = try Self.words(choice.balance, "choose.balance")
    keep = choice.keep
    nearDuplicates = choice.nearDuplicates
    cap = choice.cap
  }

  private static func words<Word: RawRepresentable & CaseIterable>(
    _ words: [String], _ field: String
  ) throws(SubmitError) -> [Word] where Word.RawValue == String {
    var found: [Word] = []
    for word in words {
      guard let known = Word(rawValue: word) else {
        let names = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw SubmitError(field: field, reason: "must hold \(names), not \(word)")
      }
      found.append(known)
    }
    return found
  }

  /// Which candidates a dataset takes.
  ///
  /// - Throws: `CatalogError.invalid` where nothing can be chosen.
  func choose(_ candidates: [DatasetCandidate]) throws(CatalogError) -> DatasetSelection {
    if nearDuplicates != nil, let old = candidates.first(where: { $0.path == nil }) {
      throw .invalid(
        field: "choose.near_duplicates",
        reason: "episode \(old.episode.id) was kept before paths were noted")
    }
    do throws(Problem) {
      let choice = try choose(
        candidates.map {
          SelectionCandidate(
            id: $0.episode.id, task: $0.episode.task, demonstrations: $0.episode.demonstrations,
            cell: $0.episode.traits?.cell, quality: EpisodeQuality(measured: $0.episode.metrics))
        }
      ) { candidates.compactMap(\.path).map(TrajectoryDescriptor.init) }
      return DatasetSelection(
        indices: choice.indices,
        dropped: choice.dropped.map { .init(reason: "choose.\($0.reason)", count: $0.count) })
    } catch { throw .invalid(field: "choose.\(error.field)", reason: error.reason) }
  }
}

extension TrajectoryDescriptor {
  /// As the catalog keeps it.
  init(_ path: EpisodePath) {
    self.init(
      kind: path.kind,
      points: stride(from: 0, to: path.points.count - 2, by: 3).map {
        Vector3(path.points[$0], path.points[$0 + 1], path.points[$0 + 2])
      })
  }
}
