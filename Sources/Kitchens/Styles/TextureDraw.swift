import Episodes
import Geometry
import Scenes

/// Draws the textures of a scene: every surface from a stream of its own, so that no two depend on
/// each other.
public struct TextureDraw: Sendable {
  public let style: StyleDescription
  public let catalogue: TextureCatalogue
  public let textures: KitchenOptions.Textures
  public let split: KitchenOptions.Split
  /// The scene's stream of textures.
  public let stream: RandomStream

  public init(
    style: StyleDescription, catalogue: TextureCatalogue, textures: KitchenOptions.Textures,
    split: KitchenOptions.Split, stream: RandomStream
  ) {
    self.style = style
    self.catalogue = catalogue
    self.textures = textures
    self.split = split
    self.stream = stream
  }

  /// The texture of a surface: `name` is what sets it apart from others of its kind, for instance
  /// `cabinet` for all cabinets, or `obj/skin`.
  public func texture(_ kind: SurfaceKind, name: String) -> SurfaceTexture {
    var random = stream.stream("surface/\(name)")
    let own = style.look(kind) ?? catalogue.material(kind) ?? catalogue.families[0]
    // what is seen through stays so
    let isOpaque = own.family != "glass" && own.family != "water"
    guard textures == .random, isOpaque else {
      return Self.texture(own, number: TextureSplit.draw(own.family, split, &random))
    }
    return Self.anyTexture(of: catalogue, split: split, &random)
  }

  /// Any preset of a split; of some families where they are named.
  public static func anyTexture(
    of catalogue: TextureCatalogue, families wanted: [String] = [],
    split: KitchenOptions.Split, _ random: inout RandomStream
  ) -> SurfaceTexture {
    // first the family, so that each is as likely, then one of its presets
    let families = catalogue.families.indices.filter { index in
      let name = catalogue.families[index].family
      return (wanted.isEmpty || wanted.contains(name))
        && (split != .train || !catalogue.testFamilies.contains(name))
    }
    let family = families[random.integer(in: 0...families.count - 1)]
    let look = catalogue.families[family]
    let presets = catalogue.presetsOfFamilies[family].filter { $0.belongs(to: split) }
    guard !presets.isEmpty else {
      return texture(look, number: TextureSplit.draw(look.family, split, &random))
    }
    return texture(look, number: presets[random.integer(in: 0...presets.count - 1)].number)
  }

  /// What a model's slot is in a scene, and by which name its texture goes there.
  ///
  /// All fixtures' surfaces of a styled kind share one, as in a kitchen made in one go; anything else has
  /// its own by `owner`, the fixture's model or the object's name.
  public static func surface(model: String, slot: MaterialSlot, owner: String)
    -> (kind: SurfaceKind, name: String)
  {
    let kind = SurfaceKind(model: model, slot: slot) ?? .plastic
    let isShared = SurfaceKind.shared.contains(kind)
    return (kind, isShared ? kind.rawValue : "\(owner)/\(slot.name)")
  }

  /// The texture of a model's slot.
  public func texture(model: String, slot: MaterialSlot, owner: String) -> SurfaceTexture {
    let surface = Self.surface(model: model, slot: slot, owner: owner)
    return texture(surface.kind, name: surface.name)
  }

  /// A texture by its look and its number, which decide everything.
  public static func texture(_ look: SurfaceLook, number: Int) -> SurfaceTexture {
    var random = RandomStream(seed: UInt64(number)).stream("texture/\(look.family)")
    var colors = look.palettes[random.integer(in: 0...look.palettes.count - 1)]
    // a little lighter or darker as a whole, and each colour a little off
    let shade = random.uniform(-0.05, 0.05)
    for i in colors.indices {
      for channel in colors[i].indices {
        let value = colors[i][channel] + shade + random.uniform(-0.02, 0.02)
        colors[i][channel] = (min(1, max(0, value)) * 1000).rounded() / 1000
      }
    }
    func pick(_ range: ClosedRange<Double>) -> Double {
      (random.uniform(range.lowerBound, range.upperBound) * 1000).rounded() / 1000
    }
    let scale = max(0.001, pick(look.scale))
    let gloss = pick(look.gloss)
    return SurfaceTexture(
      family: look.family, colors: colors, scale: scale, gloss: gloss, seed: UInt64(number))
  }
}
