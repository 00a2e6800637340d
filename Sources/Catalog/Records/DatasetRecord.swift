import Episodes

/// Where a dataset's export stands.
public enum DatasetState: String, Sendable, Hashable, Codable, CaseIterable {
  case queued
  case running
  case ready
  case failed
}

/// One version of a dataset: an immutable selection of episodes, exported in the background.
public struct DatasetRecord: Sendable, Hashable, Codable {
  public var name: String
  /// From 1 on, in steps of 1.
  public var version: Int
  public var state: DatasetState
  public var format: String
  public var filter: DatasetFilter
  public var choice: DatasetChoice?
  /// How many went for each reason when it was chosen.
  public var dropped: [DatasetChoice.Drop]
  public var split: DatasetSplit
  public var options: DatasetOptions?
  public var license: String?
  /// Pictures that observations hold; nil for none.
  public var cameras: CameraOptions?
  /// The render whose pictures it takes.
  public var render: String?
  /// Of its episodes; where they are several, with `+` between.
  public var task: String
  /// Episodes selected when it was asked for.
  public var episodes: Int
  /// Share of the export that is done, 0 to 1.
  public var progress: Double
  /// Nil until ready.
  public var manifest: DatasetManifest?
  public var error: String?
  /// Seconds since 1970.
  public var createdAt: Double
  public var finishedAt: Double?

  /// The tasks of its episodes, by the alphabet.
  public var tasks: [String] { task.split(separator: "+").map(String.init) }

  /// What it was asked to be.
  public var request: DatasetRequest {
    DatasetRequest(
      name: name, format: format, filter: filter, choice: choice, split: split, options: options,
      license: license, cameras: cameras, render: render)
  }

  public enum CodingKeys: String, CodingKey {
    case name, version, state, format, filter
    case choice = "choose"
    case dropped, split, options, license, cameras, render, task, episodes, progress, manifest,
      error
    case createdAt = "created_at"
    case finishedAt = "finished_at"
  }
}
