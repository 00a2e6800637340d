import Episodes
import Geometry
import Kitchens
import Rendering
import Scenes

/// Draws looks: every surface, lamp and camera from a stream of its own, all from one style seed.
public struct LookDraw: Sendable {
  public let preset: VisualPreset
  let textures: TextureCatalogue
  let split: KitchenOptions.Split
  let stream: RandomStream

  public init(
    preset: VisualPreset, textures: TextureCatalogue, split: KitchenOptions.Split,
    styleSeed: UInt64
  ) {
    self.preset = preset
    self.textures = textures
    self.split = split
    stream = RandomStream(seed: styleSeed).stream("look")
  }

  /// Gives a scene its look, and says what becomes of its pictures.
  public func apply(to scene: inout RenderScene) -> ImageFilter {
    for index in scene.surfaces.indices {
      scene.surfaces[index] = surface(
        scene.surfaces[index], slot: scene.slots[index], fixtures: scene.fixtureOwners)
    }
    (scene.lights, scene.ambient) = lights(scene)
    return filter()
  }

  // MARK: - Surfaces

  private func surface(
    _ own: SurfaceTexture, slot: String, fixtures: Set<String>
  ) -> SurfaceTexture {
    // what is seen through stays so
    guard !textures.transparent.contains(own.family) else { return own }
    var random = stream.stream("surface/\(slot)")
    if preset.textures.surfaces.contains(SurfaceGroup(slot: slot, fixtures: fixtures)) {
      return other(&random)
    }
    return shifted(own, &random)
  }

  /// Any texture of the preset's families and the split.
  private func other(_ random: inout RandomStream) -> SurfaceTexture {
    var texture = TextureDraw.anyTexture(
      of: textures, families: preset.textures.families, split: split, &random)
    if let gloss = preset.colors.gloss {
      texture.gloss = random.uniform(gloss.lowerBound, gloss.upperBound)
    }
    return texture
  }

  /// The same texture in other colours.
  private func shifted(_ own: SurfaceTexture, _ random: inout RandomStream) -> SurfaceTexture {
    let colors = preset.colors
    guard colors != VisualPreset.Colors() else { return own }
    var texture = own
    let hue = random.uniform(-colors.hue, colors.hue)
    let saturation = random.uniform(-colors.saturation, colors.saturation)
    let value = random.uniform(-colors.value, colors.value)
    texture.colors = own.colors.map {
      HueShift.shift($0, hue: hue, saturation: saturation, value: value)
    }
    if let gloss = colors.gloss {
      texture.gloss = random.uniform(gloss.lowerBound, gloss.upperBound)
    }
    return texture
  }

  // MARK: - Lamps

  private func lights(_ scene: RenderScene) -> ([SceneLight], Double) {
    let range = preset.lights
    var random = stream.stream("lights")
    let ambient =
      scene.ambient * random.uniform(range.ambient.lowerBound, range.ambient.upperBound)
    let intensity = random.uniform(range.intensity.lowerBound, range.intensity.upperBound)
    guard let count = range.count else {
      return (
        scene.lights.enumerated().map { index, light in
          turned(light, by: intensity, stream.stream("light", index))
        }, ambient
      )
    }

    // lamps over the upper hemisphere, which share the light
    let number = random.integer(in: count)
    let weights = (0..<number).map { _ in
      random.uniform(range.weight.lowerBound, range.weight.upperBound)
    }
    var sum = 0.0
    for weight in weights { sum += weight }
    let lowest = Trigonometry.sin(range.elevation.lowerBound)
    let highest = Trigonometry.sin(range.elevation.upperBound)
    return (
      weights.enumerated().map { index, weight in
        var one = stream.stream("light", index)
        let height = one.uniform(lowest, highest)
        let (sin, cos) = Trigonometry.sincos(one.uniform(0, 2 * .pi))
        let across = max(0, 1 - height * height).squareRoot()
        let warmth = range.temperature ?? 5000...5000
        return SceneLight(
          direction: Vector3(across * cos, across * sin, -height),
          temperature: one.uniform(warmth.lowerBound, warmth.upperBound).rounded(),
          intensity: intensity * weight / sum,
          castsShadow: one.uniform() < range.shadows || index == 0)
      }, ambient
    )
  }

  private func turned(
    _ light: SceneLight, by intensity: Double, _ stream: RandomStream
  ) -> SceneLight {
    var random = stream
    var light = light
    light.intensity *= intensity
    if let warmth = preset.lights.temperature {
      light.temperature = random.uniform(warmth.lowerBound, warmth.upperBound).rounded()
    }
    if preset.lights.turn > 0 {
      light.direction = Self.turn(preset.lights.turn, &random).rotate(light.direction)
    }
    return light
  }

  // MARK: - Cameras and pictures

  /// A camera's mount as this look has it.
  public func shifted(_ camera: CameraModel, _ mount: CameraModel.Mount) -> CameraModel.Mount {
    let jitter =
      mount.frame == .hand ? preset.handCamera ?? preset.camera : preset.camera
    guard jitter != VisualPreset.Jitter() else { return mount }
    var random = stream.stream("camera/\(camera.name)")
    var shifted = mount
    let box = jitter.box
    var offset = Vector3(
      random.uniform(-box.x, box.x), random.uniform(-box.y, box.y), random.uniform(-box.z, box.z))
    if jitter.sigma > 0 {
      // far tails would put it into a wall
      func normal() -> Double { min(2, max(-2, random.normal())) * jitter.sigma }
      let (x, y, z) = (normal(), normal(), normal())
      offset += Vector3(x, y, z)
    }
    shifted.position += offset + jitter.offset

    // from its new place it looks where it did, and then a little elsewhere
    var way = shifted.lookAt - shifted.position
    if jitter.turn > 0 { way = Self.turn(jitter.turn, &random).rotate(way) }
    if jitter.turnSigma > 0 {
      func normal() -> Double { min(2, max(-2, random.normal())) * jitter.turnSigma }
      let (x, y, z) = (normal(), normal(), normal())
      way = Quaternion(rotationVector: Vector3(x, y, z)).rotate(way)
    }
    shifted.lookAt = shifted.position + way
    let share = 1 + random.uniform(-jitter.fieldOfViewShare, jitter.fieldOfViewShare)
    let angle =
      mount.fieldOfView * share + random.uniform(-jitter.fieldOfView, jitter.fieldOfView)
    shifted.fieldOfView = min(170 * .pi / 180, max(.pi / 180, angle))
    return shifted
  }

  /// A rotation by at most an angle about each axis.
  private static func turn(_ most: Double, _ random: inout RandomStream) -> Quaternion {
    let x = random.uniform(-most, most)
    let y = random.uniform(-most, most)
    let z = random.uniform(-most, most)
    return Quaternion(rotationVector: Vector3(x, y, z))
  }

  private func filter() -> ImageFilter {
    var random = stream.stream("image")
    func pick(_ range: ClosedRange<Double>) -> Double {
      random.uniform(range.lowerBound, range.upperBound)
    }
    let image = preset.image
    return ImageFilter(
      exposure: pick(image.exposure), contrast: pick(image.contrast), noise: pick(image.noise),
      blur: pick(image.blur), stream: stream.stream("pixels"))
  }
}
