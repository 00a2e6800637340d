/// What a key allows beside reading what is known: demonstrations, tasks, scenes, robots, cameras.
public enum KeyScope: String, Sendable, Hashable, Codable, CaseIterable {
  /// Uploads and removes demonstrations.
  case demosWrite = "demos:write"
  /// Reads jobs, their attempts and events, and renders.
  case jobsRead = "jobs:read"
  /// Asks for jobs, renders, datasets and verifications, and steers them.
  case jobsWrite = "jobs:write"
  /// Reads and downloads episodes, pictures and datasets.
  case datasetsRead = "datasets:read"
  /// Everything, keys too.
  case admin
}
