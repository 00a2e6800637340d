import Catalog
import JSONText

/// An upload as clients see it.
enum UploadJSON {
  static func value(_ upload: UploadRecord) -> JSON {
    let problem = upload.problem.flatMap { try? JSON(parsing: Array($0.utf8)) }
    return [
      "id": JSON(upload.id), "state": JSON(upload.state.rawValue), "offset": JSON(upload.offset),
      "length": upload.length.map { JSON($0) } ?? .null, "task": JSON(upload.task),
      "filename": text(upload.filename), "media_type": text(upload.mediaType),
      "sha256": text(upload.sha256),
      "demonstrations": upload.demonstrations.map { .array($0.map { JSON($0) }) } ?? .null,
      "problem": problem ?? .null, "created_at": JSON(upload.createdAt),
      "expires_at": JSON(upload.expiresAt),
    ]
  }

  private static func text(_ text: String?) -> JSON { text.map { JSON($0) } ?? .null }
}
