import Catalog

extension SchemaLibrary {
  static let datasetRequest = Schema.object(
    [
      "name": Schema(["type": "string", "pattern": "^[a-z0-9_-]{1,64}$"]),
      "format?": .choice(DatasetFormat.allCases.map(\.rawValue)).described(
        "robomimic is one HDF5 file, lerobot a folder of LeRobot v3.0 with pictures in its Parquet "
          + "files, lerobot_video one with videos. LeRobot datasets hold no depths. "
          + "zarr is one zipped replay buffer with robosuite's names, zarr_umi with UMI's."),
      "filter?": Schema.object(
        episodeFilter.merging([
          "jobs?": Schema.array(.text, 1...1000).described("May be left out beside tasks."),
          "limit?": Schema.integer(1).described("At most so many, the first in order."),
        ]) { $1 }, isClosed: true
      ).described("Must be said, but beside render."),
      "split?": split,
      "cameras?": cameras,
      "render?": Schema.text.described(
        "Takes the pictures of this render, each look of an episode as one of its own."),
    ], isClosed: true)

  private static let split = Schema.object(
    ["train": .number(0, 1), "valid?": .number(0, 1)], isClosed: true)

  private static let file = Schema.object([
    "path": .string, "size": .integer(0), "sha256": .string,
  ])

  private static let manifest = Schema.object([
    "files": .array(file), "episodes": .integer(0), "train": .integer(0), "valid": .integer(0),
    "steps": .integer(0), "task": .string, "engine_version": .string,
    "demonstrations": .array(.string),
  ])

  static let dataset = Schema.object([
    "name": .string, "version": .integer(1),
    "state": .choice(["queued", "running", "ready", "failed"]), "format": .string,
    "filter": .object(
      episodeFilter.merging(["jobs": .array(.string), "limit?": .integer(1)]) { $1 }),
    "split": split, "task": .string,
    "cameras?": Schema(["anyOf": [cameras.json, ["type": "null"]]]), "render?": .string.orNull,
    "episodes": .integer(0), "progress": .number(0, 1),
    "manifest?": manifest.orNull.described("Nothing until the state is ready."),
    "error?": .string.orNull, "created_at": .number(), "finished_at?": .number().orNull,
  ])
}
