import Datasets
import Episodes
import Foundation
import Geometry
import TestSupport

// Writes a small dataset of each kind into a folder, for readers in other languages to open:
//
//     DatasetSamples FOLDER [EPISODES]

let folder = CommandLine.arguments.dropFirst().first ?? "."
let count = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 5
let cameras = ["agentview", "robot0_eye_in_hand"]

var environment = RobomimicEnvironment(
  name: "Stack_D0", version: "1", robot: "panda", controlFrequency: 20,
  bodies: SampleEpisode.bodies.map { .init(name: $0.name, model: $0.model) })
environment.instructions = ["put the {a} on the {b}", "cover the {b} with the {a}"]
let plain = environment
environment.cameras = cameras.enumerated().map {
  .init(name: $1, width: 12, height: 8, hasDepth: $0 == 1)
}

/// Episodes of different lengths.
@MainActor func episode(_ index: Int) -> Episode {
  SampleEpisode.make(scene: index, motion: index % 3, steps: 40 + index % 7)
}

/// Pictures in which a pixel's value follows from frame, row, column and channel.
@MainActor func pictures(of episode: Episode) -> EpisodePictures {
  let frames = episode.steps + 1
  return EpisodePictures(
    cameras: environment.cameras.enumerated().map { index, camera in
      let pixels = frames * camera.width * camera.height
      return EpisodePictures.Camera(
        name: camera.name, width: camera.width, height: camera.height,
        colors: (0..<(3 * pixels)).map { UInt8(truncatingIfNeeded: ($0 * 7 + index) % 251) },
        depths: camera.hasDepth ? (0..<pixels).map { Float($0) / 100 } : [],
        intrinsics: (0..<9).map(Double.init), extrinsics: (0..<(16 * frames)).map(Double.init))
    }, recipe: "{}")
}

/// Every fourth is for validation, the third is for test.
@MainActor func side(_ index: Int) -> DatasetSide {
  index % 4 == 3 ? .valid : index == 2 ? .test : .train
}

let compressions: [(String, ZarrCompression)] = [
  ("none", .none), ("zlib", .zlib(level: 1)), ("gzip", .gzip(level: 6)),
  ("deflated", .deflatedEntries(level: 1)),
]
for (name, compression) in compressions {
  for naming in ReplayBufferNaming.allCases {
    var options = ZarrWriter.Options()
    options.naming = naming
    options.compression = compression
    options.pictureCompression = compression
    options.paraphrases = true
    let writer = try ZarrWriter(
      path: "\(folder)/\(naming.rawValue)_\(name).zarr.zip", environment: environment,
      options: options)
    for index in 0..<count {
      let episode = episode(index)
      try writer.append(episode, pictures: pictures(of: episode), side: side(index))
    }
    _ = try writer.finish()
  }
}

for space in ActionSpace.allCases {
  var options = ZarrWriter.Options()
  options.actionSpace = space
  let writer = try ZarrWriter(
    path: "\(folder)/\(space.rawValue).zarr.zip", environment: plain, options: options)
  for index in 0..<count { try writer.append(episode(index), side: side(index)) }
  _ = try writer.finish()
}

// shards of a few episodes each
var options = WebDatasetWriter.Options()
options.shardBytes = 60_000
options.paraphrases = true
let shards = WebDatasetWriter(folder: folder, environment: environment, options: options)
for index in 0..<count {
  let episode = episode(index)
  try shards.append(
    episode, pictures: pictures(of: episode), side: side(index))
}
let summary = try shards.finish()
print(summary.train, summary.valid, summary.test, summary.frames, summary.files.count)

// a stream of files with all kinds of names, put together from pieces of odd lengths
let names = [
  "a.txt", "meta/empty", "deep/" + String(repeating: "long/", count: 30) + "name.bin",
  String(repeating: "x", count: 140) + ".bin", "grün/größe.bin",
]
let contents = names.indices.map { k in (0..<(k * 700)).map { UInt8(truncatingIfNeeded: $0) } }
let stream = try TarStream(
  zip(names, contents).map { .init(path: $0, size: $1.count) }, modified: 1_700_000_000)
var tar = Data()
while tar.count < stream.size {
  tar += stream.bytes(from: tar.count, count: 333) { Array(contents[$0][$1]) }
}
try tar.write(to: URL(fileURLWithPath: "\(folder)/stream.tar"))
