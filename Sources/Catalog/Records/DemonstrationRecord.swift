import Demonstrations

/// An uploaded demonstration as the catalog knows it; its content is the blob `sha256`.
public struct DemonstrationRecord: Sendable, Hashable, Codable {
  /// `demo_` and the first sixteen digits of the content hash.
  public var id: String
  /// SHA-256 of the demonstration's canonical JSON, hexadecimal.
  public var sha256: String
  /// SHA-256 of the file it came in.
  public var uploadSHA256: String
  /// Its name in the file, for instance `demo_0`.
  public var name: String
  public var task: String
  public var robot: String
  /// Control steps.
  public var frames: Int
  /// Frames of each subtask, in the task's order.
  public var subtasks: [Int]
  /// Seconds since 1970.
  public var createdAt: Double
  /// What is odd about it; nil when nobody looked.
  public var lint: [LintFinding]?

  public enum CodingKeys: String, CodingKey {
    case id, sha256
    case uploadSHA256 = "upload_sha256"
    case name, task, robot, frames, subtasks
    case createdAt = "created_at"
    case lint
  }

  public init(
    sha256: String, uploadSHA256: String, name: String, task: String, robot: String, frames: Int,
    subtasks: [Int], createdAt: Double, lint: [LintFinding]? = nil
  ) {
    id = Self.id(sha256: sha256)
    self.sha256 = sha256
    self.uploadSHA256 = uploadSHA256
    self.name = name
    self.task = task
    self.robot = robot
    self.frames = frames
    self.subtasks = subtasks
    self.createdAt = createdAt
    self.lint = lint
  }

  /// The id of a demonstration with this content hash.
  public static func id(sha256: String) -> String { "demo_" + sha256.prefix(16) }
}
