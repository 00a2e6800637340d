import Catalog
import Datasets
import Farm
import HTTPTypes
import Hummingbird

/// Answers with all files of a dataset as one tar stream, which is made while it is sent.
enum TarAnswer {
  /// The answer to a GET or HEAD of a version that is ready; a range goes on where a client was cut off.
  ///
  /// - Throws: `Problem` as `ContentAnswer` does.
  static func make(
    _ call: Call, _ dataset: DatasetRecord, files: [DatasetManifest.File], in mill: Mill
  ) async throws -> Answer {
    let stream = try TarStream(
      files.map { .init(path: "\(dataset.name)/\($0.path)", size: $0.size) },
      modified: Int(dataset.finishedAt ?? dataset.createdAt))
    var headers: HTTPFields = [:]
    headers[.contentDisposition] =
      "attachment; filename=\"\(dataset.name)-\(dataset.version).tar\""
    return try await ContentAnswer.make(
      call, tag: "tar-\(HubDataset.commit(dataset))", size: stream.size,
      type: "application/x-tar", headers: headers
    ) { range in
      ResponseBody(contentLength: range.count) { writer in
        var left = range.count
        for piece in stream.pieces(from: range.lowerBound) where left > 0 {
          switch piece {
          case .bytes(let bytes):
            let part = bytes.prefix(left)
            left -= part.count
            try await writer.write(ByteBuffer(bytes: part))
          case .content(let entry, let content):
            let part = content.prefix(left)
            guard !part.isEmpty else { continue }
            left -= part.count
            try await send(files[entry], part, of: dataset, in: mill) {
              try await writer.write($0)
            }
          }
        }
        try await writer.finish(nil)
      }
    }
  }

  /// A part of a file, which is never sent whole when it is damaged.
  private static func send(
    _ file: DatasetManifest.File, _ part: Range<Int>, of dataset: DatasetRecord, in mill: Mill,
    _ write: (ByteBuffer) async throws -> Void
  ) async throws {
    guard let path = mill.path(of: file.path, in: dataset) else {
      throw Problem.missing("file", file.path)
    }
    let pieces = try await VerifiedFileBody.pieces(
      path: path, range: part.lowerBound...(part.upperBound - 1), size: file.size,
      sha256: file.sha256, chunk: FileAnswer.chunkSize
    ) { [catalog = mill.catalog] in
      try? await catalog.markDamaged(
        dataset.name, version: dataset.version, reason: "\(file.path) is damaged on the disk")
    }
    try await pieces(write)
  }
}
