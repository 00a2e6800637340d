import Catalog
import Datasets

extension SchemaLibrary {
  static let datasetRequest = Schema.object(
    [
      "name": Schema(["type": "string", "pattern": "^[a-z0-9_-]{1,64}$"]),
      "format?": .choice(DatasetFormat.allCases.map(\.rawValue)).described(
        "robomimic is one HDF5 file, lerobot a folder of LeRobot v3.0 with pictures in its Parquet "
          + "files, lerobot_video one with videos. LeRobot datasets hold no depths. "
          + "zarr is one zipped replay buffer with robosuite's names, zarr_umi with UMI's. "
          + "webdataset is a folder of tars of samples, goal one HDF5 file of goal-conditioned episodes."
      ),
      "filter?": Schema.object(
        episodeFilter.merging([
          "jobs?": Schema.array(.text, 1...1000).described(
            "May be left out beside tasks or datasets."),
          "limit?": Schema.integer(1).described("At most so many, the first in order."),
        ]) { $1 }, isClosed: true
      ).described("Must be said, but beside render."),
      "choose?": choice, "split?": split, "options?": options,
      "license?": Schema(["type": "string", "pattern": "^[ -~]{1,64}$"]).described(
        "For instance CC-BY-4.0; it goes into the manifest."),
      "cameras?": cameras,
      "render?": Schema.text.described(
        "Takes the pictures of this render, each look of an episode as one of its own."),
    ], isClosed: true)

  private static let choice = Schema.object(
    [
      "rank_by?": Schema.array(.choice(QualityMeasure.allCases.map(\.rawValue)), 1...16)
        .described("What the best are told by, each as weighty as the others."),
      "keep?": Schema.number(0, 1).described("The share that stays, best first."),
      "near_duplicates?": Schema.number(0, 10).described(
        "Metres within which two episodes are nearly the same, of which the better stays."),
      "balance?": Schema.array(.choice(EpisodeSelection.Axis.allCases.map(\.rawValue)), 1...16)
        .described("By what the cap is shared evenly, outermost first."),
      "cap?": Schema.integer(1).described("The most episodes."),
    ], isClosed: true
  ).described("Chooses among the episodes that the filter lets through.")

  private static let split = Schema.object(
    [
      "train": .number(0, 1), "valid?": .number(0, 1), "test?": .number(0, 1),
      "by?": Schema.array(.choice(SplitAxis.allCases.map(\.rawValue)), 1...16).described(
        "What must not be on two sides, beside the scene."),
    ], isClosed: true
  ).described(
    "Shares of the scenes. A hash of what a scene is decides its side, in every dataset alike, so that "
      + "shares are met about; the manifest counts what came out. In a dataset so small that a side "
      + "that was asked for would be empty one scene stands in. A single scene is for training.")

  private static let options = Schema.object(
    [
      "action_space?": Schema.choice(ActionSpace.allCases.map(\.rawValue)).described(
        "What actions say; not for zarr_umi, which has none."),
      "next_obs?": Schema.boolean.described(
        "Whether robomimic files hold the observations after each step too; true by default."),
      "pictures?": Schema(["const": false]).described(
        "None, although the jobs ask for some."),
      "paraphrases?": Schema.boolean.described(
        "Whether each episode tells all ways in which it may be asked for."),
      "relabel?": Schema.object(
        ["strategy": .choice(["final", "future"]), "k?": .integer(1)], isClosed: true
      ).described("Hindsight goals, for goal."),
    ], isClosed: true)

  private static let file = Schema.object([
    "path": .string, "size": .integer(0), "sha256": .string,
  ])

  private static let manifest = Schema.object([
    "files": .array(file), "episodes": .integer(0), "train": .integer(0), "valid": .integer(0),
    "test": .integer(0), "steps": .integer(0), "task": .string, "engine_version": .string,
    "demonstrations": .array(.string), "license?": .string.orNull,
    "jobs": Schema.array(
      .object([
        "id": .string, "task": .string, "distribution": .string, "seed": .integer(0),
        "engine_version": .string, "task_version": .string,
        "demonstrations": .array(.object(["id": .string, "sha256": .string])),
      ])
    ).described("Where the episodes come from; lineage.jsonl says it of each."),
  ])

  static let dataset = Schema.object([
    "name": .string, "version": .integer(1),
    "state": .choice(["queued", "running", "ready", "failed"]), "format": .string,
    "filter": .object(
      episodeFilter.merging(["jobs": .array(.string), "limit?": .integer(1)]) { $1 }),
    "choose?": choice, "options?": options, "license?": .string.orNull,
    "dropped": Schema.array(.object(["reason": .string, "count": .integer(1)])).described(
      "How many episodes went for each reason when it was chosen."),
    "split": split,
    "task": Schema.string.described("Where they are several, with + between."),
    "cameras?": Schema(["anyOf": [cameras.json, ["type": "null"]]]), "render?": .string.orNull,
    "episodes": .integer(0), "progress": .number(0, 1),
    "manifest?": manifest.orNull.described("Nothing until the state is ready."),
    "error?": .string.orNull, "created_at": .number(), "finished_at?": .number().orNull,
  ])
}
