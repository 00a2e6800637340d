import Episodes
import Geometry

extension KitchenDraw {
  /// The presets, such as `marble/17`, that a kitchen with random textures drew for the surfaces that all
  /// of it shares: floor, walls, cabinets and so on, in the order of their kinds.
  ///
  /// What single appliances and objects drew beside is left out. Nil where the textures are the style's
  /// own, and for a style that does not exist.
  public func presets(of spec: KitchenSpec) -> [String]? {
    guard spec.textures == .random, let style = try? library.styles.style(spec.style) else {
      return nil
    }
    let draw = TextureDraw(
      style: style, catalogue: library.styles.catalogue, textures: spec.textures,
      split: spec.split, stream: spec.stream(.textures))
    return SurfaceKind.shared.map { kind in
      let texture = draw.texture(kind, name: kind.rawValue)
      return "\(texture.family)/\(texture.seed)"
    }
  }
}
