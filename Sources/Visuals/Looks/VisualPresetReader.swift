import Authoring
import Geometry

/// Reads one file of `Scenes/visuals`.
enum VisualPresetReader {
  static func preset(
    _ node: AuthoredNode, families: [String]
  ) throws(AuthoringError) -> VisualPreset {
    let fields = try node.fields([
      "name", "summary", "textures", "colors", "lights", "camera", "hand_camera", "image",
    ])
    var preset = VisualPreset(
      name: try fields.required("name").string(),
      summary: try fields.required("summary").string())
    if let node = fields["textures"] { preset.textures = try textures(node, families: families) }
    if let node = fields["colors"] { preset.colors = try colors(node) }
    if let node = fields["lights"] { preset.lights = try lights(node) }
    if let node = fields["camera"] { preset.camera = try jitter(node) }
    if let node = fields["hand_camera"] { preset.handCamera = try jitter(node) }
    if let node = fields["image"] { preset.image = try image(node) }
    return preset
  }

  private static func textures(
    _ node: AuthoredNode, families: [String]
  ) throws(AuthoringError) -> VisualPreset.Textures {
    let fields = try node.fields(["surfaces", "families"])
    var textures = VisualPreset.Textures()
    let surfaces = try fields.required("surfaces")
    if surfaces.isScalar {
      guard try surfaces.string() == "all" else { throw surfaces.error("must be all or a list") }
      textures.surfaces = SurfaceGroup.allCases
    } else {
      for item in try surfaces.items() {
        guard let group = SurfaceGroup(rawValue: try item.string()) else {
          let known = SurfaceGroup.allCases.map(\.rawValue).joined(separator: ", ")
          throw item.error("must be one of \(known)")
        }
        textures.surfaces.append(group)
      }
    }
    for item in try fields["families"]?.items() ?? [] {
      let name = try item.string()
      guard families.contains(name) else {
        throw item.error("is no family of textures; known are \(families.joined(separator: ", "))")
      }
      textures.families.append(name)
    }
    return textures
  }

  private static func colors(_ node: AuthoredNode) throws(AuthoringError) -> VisualPreset.Colors {
    let fields = try node.fields(["hue", "saturation", "value", "gloss"])
    var colors = VisualPreset.Colors()
    colors.hue = try fields["hue"]?.double(in: 0...1) ?? 0
    colors.saturation = try fields["saturation"]?.double(in: 0...1) ?? 0
    colors.value = try fields["value"]?.double(in: 0...1) ?? 0
    colors.gloss = try range(fields["gloss"], in: 0...1)
    return colors
  }

  private static func lights(_ node: AuthoredNode) throws(AuthoringError) -> VisualPreset.Lights {
    let fields = try node.fields([
      "count", "elevation", "temperature", "intensity", "weight", "turn", "ambient", "shadows",
    ])
    var lights = VisualPreset.Lights()
    if let node = fields["count"] {
      let items = try node.items()
      guard items.count == 2 else { throw node.error("must be [at least, at most]") }
      let (low, high) = try (items[0].int(in: 1...6), items[1].int(in: 1...6))
      guard low <= high else { throw node.error("must be [at least, at most]") }
      lights.count = low...high
    }
    if let degrees = try range(fields["elevation"], in: 5...90) {
      lights.elevation = degrees.lowerBound * .pi / 180...degrees.upperBound * .pi / 180
    }
    lights.temperature = try range(fields["temperature"], in: 1700...20_000)
    lights.intensity = try range(fields["intensity"], in: 0...10) ?? lights.intensity
    lights.weight = try range(fields["weight"], in: 0.01...100) ?? lights.weight
    lights.turn = try fields["turn"]?.double(in: 0...180).radians ?? 0
    lights.ambient = try range(fields["ambient"], in: 0...10) ?? lights.ambient
    lights.shadows = try fields["shadows"]?.double(in: 0...1) ?? 1
    return lights
  }

  private static func jitter(_ node: AuthoredNode) throws(AuthoringError) -> VisualPreset.Jitter {
    let fields = try node.fields([
      "offset", "box", "sigma", "turn", "turn_sigma", "field_of_view", "field_of_view_share",
    ])
    var jitter = VisualPreset.Jitter()
    if let node = fields["offset"] {
      jitter.offset = try VectorReader.vector(node)
      guard jitter.offset.length <= 1 else { throw node.error("must be at most 1 m") }
    }
    if let node = fields["box"] {
      jitter.box = try VectorReader.vector(node)
      let (x, y, z) = (jitter.box.x, jitter.box.y, jitter.box.z)
      guard min(x, y, z) >= 0, max(x, y, z) <= 1 else {
        throw node.error("must be half extents, 0 to 1 m")
      }
    }
    jitter.sigma = try fields["sigma"]?.double(in: 0...1) ?? 0
    jitter.turn = try fields["turn"]?.double(in: 0...45).radians ?? 0
    jitter.turnSigma = try fields["turn_sigma"]?.double(in: 0...20).radians ?? 0
    jitter.fieldOfView = try fields["field_of_view"]?.double(in: 0...20).radians ?? 0
    jitter.fieldOfViewShare = try fields["field_of_view_share"]?.double(in: 0...0.5) ?? 0
    return jitter
  }

  private static func image(_ node: AuthoredNode) throws(AuthoringError) -> VisualPreset.Image {
    let fields = try node.fields(["exposure", "contrast", "noise", "blur"])
    var image = VisualPreset.Image()
    image.exposure = try range(fields["exposure"], in: 0.1...10) ?? image.exposure
    image.contrast = try range(fields["contrast"], in: 0.1...3) ?? image.contrast
    image.noise = try range(fields["noise"], in: 0...0.5) ?? image.noise
    image.blur = try range(fields["blur"], in: 0...1) ?? image.blur
    return image
  }

  private static func range(
    _ node: AuthoredNode?, in limits: ClosedRange<Double>
  ) throws(AuthoringError) -> ClosedRange<Double>? {
    guard let node else { return nil }
    let range = try VectorReader.range(node)
    guard limits.contains(range.lowerBound), limits.contains(range.upperBound) else {
      throw node.error("must be within \(limits.lowerBound) and \(limits.upperBound)")
    }
    return range
  }
}

extension Double {
  /// Degrees as radians.
  fileprivate var radians: Double { self * .pi / 180 }
}
