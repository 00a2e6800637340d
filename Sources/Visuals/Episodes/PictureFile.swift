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
    var shots: [PictureSet.Shots] = []
    var frames = 0
    for name in archive.arrayNames where name.hasSuffix("_image") {
      let image = try archive.array(name)
      guard image.type == .uint8, image.shape.count == 4, image.shape[3] == 3,
        let size = try? PictureSize(width: image.shape[2], height: image.shape[1])
      else { throw NumpyArchiveError(field: name, reason: "is no list of pictures") }
      guard shots.isEmpty || image.shape[0] == frames else {
        throw NumpyArchiveError(field: name, reason: "is not of \(frames) frames")
      }
      frames = image.shape[0]
      shots.append(
        try Self.shots(archive, image, size, camera: String(name.dropLast("_image".count))))
    }
    let pictures = PictureSet(frames: frames, shots: shots, instances: [])
    return (pictures, try archive.text("recipe.json"))
  }

  /// What one camera saw, of an archive that has its images.
  private static func shots(
    _ archive: NumpyArchive, _ image: NumpyArray, _ size: PictureSize, camera: String
  ) throws -> PictureSet.Shots {
    let frames = image.shape[0]
    func numbers<Number: NumpyElement>(_ name: String, _ count: Int) throws -> [Number] {
      let values: [Number] = try archive.array("\(camera)_\(name)").values()
      guard values.count == count else {
        throw NumpyArchiveError(
          field: "\(camera)_\(name)", reason: "has \(values.count) numbers, not \(count)")
      }
      return values
    }
    let hasDepth = archive.arrayNames.contains("\(camera)_depth")
    return PictureSet.Shots(
      observation: camera, size: size, colors: image.bytes,
      depths: hasDepth ? try numbers("depth", frames * size.count) : [], segments: [],
      intrinsics: try numbers("intrinsics", 9),
      extrinsics: try numbers("extrinsics", frames * 16))
  }
}
