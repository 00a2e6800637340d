import Catalog
import Demonstrations
import Farm
import Foundation
import JSONText

extension UploadDesk {
  /// Seconds until an upload is read again that could not be read through no fault of its own.
  private static let pause = Duration.seconds(5)
  /// The most seconds between two looks for what is past its time.
  private static let sweepPause = 60.0

  /// Reads whole uploads and sweeps old ones until cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        let pause = Duration.seconds(min(Self.sweepPause, self.lifetime / 2))
        repeat { await self.sweep() } while (try? await Task.sleep(for: pause)) != nil
      }
      for await id in whole {
        group.addTask { await self.read(id) }
      }
    }
  }

  // MARK: - Reading

  /// Reads an upload as a plain one is read; tries again while it is not the file's fault.
  private func read(_ id: String) async {
    repeat {
      do {
        guard let upload = try await mill.catalog.upload(id), upload.state == .reading else {
          return
        }
        try await finish(try await outcome(upload))
        return
      } catch {
        logger.error(
          "an upload cannot be read", metadata: ["upload": "\(id)", "error": "\(error)"])
      }
    } while (try? await Task.sleep(for: Self.pause)) != nil
  }

  /// What becomes of an upload.
  ///
  /// - Throws: what is not the file's fault.
  private func outcome(_ upload: UploadRecord) async throws -> UploadRecord {
    var upload = upload
    let path = path(of: upload.id)
    if upload.sha256 == nil {
      upload.sha256 = try await Blocking.run { try BlobStore.sha256(fileAt: path).sha }
    }
    let format = DemonstrationFormat.allCases.first { $0.mediaType == upload.mediaType }
    do {
      let result = try await mill.ingest(
        file: path, task: upload.task, format: format, sha256: upload.sha256)
      upload.state = .kept
      upload.demonstrations = result.records.map(\.id)
    } catch {
      guard let problem = ProblemTranslation.problem(error), problem.status.kind == .clientError
      else { throw error }
      upload.state = .refused
      let document = problem.document(instance: "/v1/uploads/\(upload.id)", requestID: "")
      upload.problem = String(decoding: document.serialized, as: UTF8.self)
    }
    return upload
  }

  /// Keeps the outcome; the bytes are of no more use then.
  private func finish(_ upload: UploadRecord) async throws {
    var upload = upload
    upload.expiresAt = mill.configuration.now() + lifetime
    try await mill.catalog.finishUpload(upload)
    try DurableFile.remove(path(of: upload.id))
  }

  // MARK: - Time

  /// Forgets uploads that are past their time.
  func sweep() async {
    do {
      for id in try await mill.catalog.expiredUploads() {
        try? await alone(id) { try await forget(id) }
      }
    } catch { logger.warning("old uploads stay", metadata: ["error": "\(error)"]) }
  }

  /// Makes catalog and files agree after a life that may have ended at any instant; before any request.
  func recover() async throws {
    let known = try await mill.catalog.uploadIDs()
    let folder = URL(filePath: path(of: "x")).deletingLastPathComponent()
    for file in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    where !known.contains(file.deletingPathExtension().lastPathComponent) {
      try? FileManager.default.removeItem(at: file)
    }
    for upload in try await mill.catalog.uploads(in: .receiving) {
      try? await alone(upload.id) { try await recover(upload) }
    }
    for upload in try await mill.catalog.uploads(in: .reading) { resume(upload.id) }
  }

  /// Finds out how many bytes of an upload count.
  private func recover(_ found: UploadRecord) async throws {
    var upload = found
    let path = path(of: upload.id)
    let size = DurableFile.size(of: path) ?? 0
    // what was written but not noted is there still, unless the machine went down too
    let isSameLife = upload.boot != nil && upload.boot == Self.boot
    let bound = upload.length ?? limit
    upload.offset = min(size, isSameLife ? bound : upload.offset)
    let offset = upload.offset
    try await Blocking.run { try PartialFile(path: path, length: offset).sync() }
    upload.boot = Self.boot
    if upload.offset == upload.length { return try await note(&upload) }
    if upload != found { try await mill.catalog.noteUpload(upload) }
  }
}
