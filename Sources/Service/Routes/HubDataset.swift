import Catalog
import Crypto
import Foundation
import JSONText

/// The ready versions of one dataset as a repository of a Hub: each version is a commit.
///
/// Source: the requests that huggingface_hub 0.35 makes for `hf_hub_download` and `snapshot_download`.
struct HubDataset: Sendable {
  /// The codebase version that LeRobot looks for among the tags.
  static let lerobotTag = "v3.0"

  /// `org/name`, as the client asks for it.
  let repository: String
  /// Ready versions, newest first; at least one.
  let versions: [DatasetRecord]

  /// The version that a revision means: `main`, `v3.0`, `version-2`, or a commit.
  func version(of revision: String) -> DatasetRecord? {
    switch revision {
    case "main", "refs/heads/main": versions.first
    case Self.lerobotTag, "refs/tags/\(Self.lerobotTag)": newestLeRobot
    default:
      versions.first { revision == Self.branch($0) || revision == Self.commit($0) }
    }
  }

  private var newestLeRobot: DatasetRecord? { versions.first { "\($0.format)" == "lerobot" } }

  /// Branches and tags.
  var refs: JSON {
    guard let first = versions.first else { return [:] }
    let branches =
      [Self.ref("main", "heads", first)]
      + versions.map { Self.ref(Self.branch($0), "heads", $0) }
    let tags = newestLeRobot.map { [Self.ref(Self.lerobotTag, "tags", $0)] } ?? []
    return ["branches": .array(branches), "converts": [], "tags": .array(tags)]
  }

  private static func ref(_ name: String, _ kind: String, _ version: DatasetRecord) -> JSON {
    [
      "name": JSON(name), "ref": JSON("refs/\(kind)/\(name)"),
      "targetCommit": JSON(commit(version)),
    ]
  }

  /// What a revision holds.
  func info(_ version: DatasetRecord, isPrivate: Bool) -> JSON {
    let files = version.manifest?.files ?? []
    let time = Date(timeIntervalSince1970: version.createdAt)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    return [
      "_id": JSON(Self.commit(version)), "id": JSON(repository),
      "sha": JSON(Self.commit(version)), "private": JSON(isPrivate), "disabled": false,
      "gated": false, "tags": [], "downloads": 0, "likes": 0, "lastModified": JSON(time),
      "siblings": .array(files.map { ["rfilename": JSON($0.path), "size": JSON($0.size)] }),
    ]
  }

  /// 40 hexadecimal digits that follow from what a version holds.
  static func commit(_ version: DatasetRecord) -> String {
    var hash = SHA256()
    hash.update(data: Data("\(version.name)/\(version.version)\n".utf8))
    for file in version.manifest?.files ?? [] {
      hash.update(data: Data("\(file.sha256) \(file.path)\n".utf8))
    }
    return String(Hexadecimal.encode(hash.finalize()).prefix(40))
  }

  private static func branch(_ version: DatasetRecord) -> String { "version-\(version.version)" }
}
