import Catalog
import Episodes

extension SchemaLibrary {
  private static let side = Schema.integer(
    CameraOptions.sizes.lowerBound, UInt64(CameraOptions.sizes.upperBound))
  private static let vector = Schema.array(.number(-100, 100), 3...3)

  private static let customCamera = Schema.object(
    [
      "name": Schema(["type": "string", "pattern": "^[A-Za-z0-9_]{1,64}$"]),
      "frame": .choice(CustomCamera.frames), "position": vector, "look_at": vector,
      "up?": vector.orNull,
      "field_of_view": Schema.number(
        CustomCamera.fieldsOfView.lowerBound, CustomCamera.fieldsOfView.upperBound
      ).described("Degrees between the picture's upper and lower edge."),
    ], isClosed: true)

  private static let cameraNames = Schema.array(.text, 1...CameraOptions.mostCameras)

  /// Which pictures are taken; a list of names stands for the object with the rest left out.
  static let cameras = Schema([
    "anyOf": [
      cameraNames.json,
      Schema.object(
        [
          "names?": cameraNames.described(
            "Cameras of GET /v1/cameras, or of custom; all of custom when not said."),
          "custom?": .array(customCamera, 0...CameraOptions.mostCameras),
          "size?": Schema.array(side, 2...2).described("Pixels across and down."),
          "visuals?": Schema.text.described("How pictures are varied: a preset."),
          "seed?": .integer(0, UInt64.max),
          "samples?": Schema.integer(1, 16).described("Of a pixel: 1, 4 or 16."),
          "depth?": .boolean, "segmentation?": .boolean,
        ], isClosed: true
      ).json,
    ]
  ])

  private static let seeds = Schema.array(.integer(0, RenderRequest.largestSeed), 2...2)

  static let renderRequest = Schema.object(
    [
      "jobs?": .array(.text, 1...1000), "episodes?": .array(.text, 1...10_000),
      "cameras": cameras, "variants?": .integer(1, UInt64(RenderRequest.mostVariants)),
      "style_seeds?": seeds.described("First and last; looks take them in turns."),
    ], isClosed: true)

  private static let blob = Schema.object(["sha256": .string, "size": .integer(0)])

  static let render = Schema.object([
    "id": .string, "state": .choice(RenderState.allCases.map(\.rawValue)),
    "request": .object([
      "jobs": .array(.string), "episodes": .array(.string), "cameras": cameras,
      "variants": .integer(1), "style_seeds": seeds,
    ]),
    "task": .string, "total": Schema.integer(0).described("Picture sets."),
    "done": .integer(0), "error?": .string.orNull, "thumbnails?": blob.orNull,
    "created_at": .number(), "finished_at?": .number().orNull,
  ])

  static let pictureSet = Schema.object([
    "id": Schema.string.described("A hash of the episode and the recipe."),
    "position": .integer(0), "episode": .string, "episode_blob": .string,
    "variant": .integer(0), "style_seed": .integer(0, RenderRequest.largestSeed),
    "blob?": .string.orNull, "bytes?": .integer(0).orNull,
    "frames?": Schema.integer(1).orNull.described("Of each camera: steps + 1."),
    "thumbnail?": Schema.array(.integer(0), 2...2).orNull.described(
      "Offset and length in the render's file of thumbnails, once it is ready."),
  ])

  static let camera = Schema.object([
    "name": .string,
    "observation": Schema.string.described("What keys of images begin with."),
    "table?": mount.orNull, "kitchen?": mount.orNull,
  ])

  private static let mount = Schema.object([
    "frame": .choice(CustomCamera.frames), "position": .array(.number()),
    "look_at": .array(.number()), "field_of_view": .number(),
  ])
}
