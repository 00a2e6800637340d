import Foundation
import Rendering

/// Pictures as a `.npz` archive, which numpy reads: for each camera `agentview_image` (T + 1, height,
/// width, 3), `_depth`, `_segmentation`, `_intrinsics` (3, 3), `_extrinsics` (T + 1, 4, 4); and as texts
/// `recipe.json`, and `instances.json` where there is a segmentation.
public enum PictureFile {
  /// The file of pictures; `recipe` is JSON that says what they follow from.
  ///
  /// - Throws: `NumpyArchiveError` when they are too many for one file.
  public static func encode(_ pictures: PictureSet, recipe: String) throws -> Data {
    var archive = NumpyArchiveWriter(level: 1)
    let frames = pictures.frames
    for shots in pictures.shots {
      let name = shots.observation
      let (height, width) = (shots.size.height, shots.size.width)
      try archive.add(
        NumpyArray(type: .uint8, shape: [frames, height, width, 3], bytes: shots.colors),
        name: "\(name)_image")
      if !shots.depths.isEmpty {
        try archive.add(
          NumpyArray(shots.depths, shape: [frames, height, width]), name: "\(name)_depth")
      }
      if !shots.segments.isEmpty {
        try archive.add(
          NumpyArray(shots.segments, shape: [frames, height, width]),
          name: "\(name)_segmentation")
      }
      try archive.add(
        NumpyArray(shots.intrinsics, shape: [3, 3]), name: "\(name)_intrinsics")
      try archive.add(
        NumpyArray(shots.extrinsics, shape: [frames, 4, 4]), name: "\(name)_extrinsics")
    }
    try archive.add(text: recipe, name: "recipe.json")
    if pictures.shots.contains(where: { !$0.segments.isEmpty }) {
      let names = try JSONEncoder().encode(pictures.instances)
      try archive.add(text: String(decoding: names, as: UTF8.self), name: "instances.json")
    }
    return Data(archive.finish())
  }

  /// What `encode` made, without the segmentation, and its recipe.
  ///
  /// - Throws: `NumpyArchiveError` for a damaged file.
  public static func decode(file path: String) throws -> (pictures: PictureSet, recipe: String) {
    let archive = try NumpyArchive(file: path)
    var pictures = PictureSet(frames: 0, shots: [], instances: [])
    let names = archive.arrayNames
    for name in names where name.hasSuffix("_image") {
      let camera = String(name.dropLast("_image".count))
      let image = try archive.array(name)
      guard image.type == .uint8, image.shape.count == 4, image.shape[3] == 3 else {
        throw NumpyArchiveError(field: name, reason: "is no list of pictures")
      }
      pictures.frames = image.shape[0]
      let hasDepth = names.contains("\(camera)_depth")
      pictures.shots.append(
        PictureSet.Shots(
          observation: camera,
          size: try PictureSize(width: image.shape[2], height: image.shape[1]),
          colors: image.bytes,
          depths: hasDepth ? try archive.array("\(camera)_depth").values() : [], segments: [],
          intrinsics: try archive.array("\(camera)_intrinsics").values(),
          extrinsics: try archive.array("\(camera)_extrinsics").values()))
    }
    return (pictures, try archive.text("recipe.json"))
  }
}
