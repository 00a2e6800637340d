import Scenes

/// How things look that nothing is said of.
enum SurfacePalette {
  static let floor = SurfaceTexture(
    family: "tile", colors: [[0.74, 0.73, 0.7], [0.62, 0.61, 0.58]], scale: 0.5, gloss: 0.15)
  static let tableTop = SurfaceTexture(
    family: "planks", colors: [[0.80, 0.65, 0.46], [0.66, 0.49, 0.31]], scale: 0.3, gloss: 0.15)
  static let metal = SurfaceTexture(family: "metal", colors: [[0.45, 0.46, 0.48]], gloss: 0.5)
  static let robot = SurfaceTexture(family: "flat", colors: [[0.93, 0.93, 0.92]], gloss: 0.5)
  static let robotJoint = SurfaceTexture(family: "flat", colors: [[0.33, 0.35, 0.38]], gloss: 0.5)

  /// Colours that are told apart on wood and on stone: what moves is bright, what does not is grey.
  private static let free: [[Double]] = [
    [0.80, 0.22, 0.18], [0.20, 0.52, 0.32], [0.16, 0.36, 0.70], [0.93, 0.68, 0.16],
    [0.48, 0.28, 0.60], [0.10, 0.60, 0.62], [0.90, 0.45, 0.20], [0.60, 0.75, 0.30],
  ]
  private static let fixed: [[Double]] = [
    [0.37, 0.41, 0.46], [0.58, 0.56, 0.52], [0.29, 0.32, 0.35], [0.66, 0.68, 0.70],
  ]

  /// One colour an object, its parts a little darker each other time.
  static func object(_ index: Int, _ mount: ObjectMount, geom: Int) -> SurfaceTexture {
    let color: [Double]
    switch mount {
    case .free: color = free[index % free.count]
    case .fixed: color = fixed[index % fixed.count]
    case .jointed: color = [0.78, 0.74, 0.66]
    case .place, .frame: color = [0.95, 0.85, 0.25]
    }
    let shade = geom % 2 == 0 ? 1 : 0.9
    return SurfaceTexture(family: "flat", colors: [color.map { $0 * shade }], gloss: 0.3)
  }

  static func fixture(_ kind: FixtureKind) -> SurfaceTexture {
    switch kind {
    case .wall: SurfaceTexture(family: "plaster", colors: [[0.9, 0.88, 0.84]], gloss: 0)
    case .ceiling: SurfaceTexture(family: "flat", colors: [[0.95, 0.95, 0.94]], gloss: 0)
    case .floor: floor
    case .window: SurfaceTexture(family: "glass", colors: [[0.7, 0.82, 0.9]], gloss: 0.8)
    case .furniture, .appliance:
      SurfaceTexture(family: "flat", colors: [[0.82, 0.82, 0.8]], gloss: 0.2)
    }
  }

  /// Of a slot that is named by what it is made of; nil of any other.
  static func slot(_ name: String) -> SurfaceTexture? {
    switch name {
    case "metal", "steel", "chrome":
      SurfaceTexture(family: "metal", colors: [[0.72, 0.73, 0.74]], gloss: 0.6)
    case "wood":
      SurfaceTexture(
        family: "wood", colors: [[0.72, 0.53, 0.34], [0.56, 0.38, 0.22]], gloss: 0.15)
    case "glass": SurfaceTexture(family: "glass", colors: [[0.55, 0.66, 0.7]], gloss: 0.9)
    case "water": SurfaceTexture(family: "water", colors: [[0.45, 0.65, 0.8]], gloss: 0.9)
    case "plastic", "ceramic", "paint":
      SurfaceTexture(family: "flat", colors: [[0.9, 0.9, 0.88]], gloss: 0.5)
    case "rubber", "black": SurfaceTexture(family: "flat", colors: [[0.09, 0.09, 0.1]], gloss: 0.2)
    case "granite":
      SurfaceTexture(
        family: "granite", colors: [[0.45, 0.45, 0.46], [0.2, 0.2, 0.21], [0.75, 0.74, 0.72]],
        gloss: 0.4)
    case "marble":
      SurfaceTexture(
        family: "marble", colors: [[0.93, 0.92, 0.9], [0.6, 0.6, 0.62]], gloss: 0.5)
    default: nil
    }
  }
}
