/// The kinds of procedural textures.
public enum TextureFamily: String, Sendable, Hashable, CaseIterable {
  /// One colour.
  case flat
  /// Soft clouds of two colours.
  case noise
  /// One colour, hardly uneven.
  case plaster
  /// Clouds and grains of two greys.
  case concrete
  /// Grain along the longest side.
  case wood
  /// Boards of wood, their joints staggered.
  case planks
  /// Squares with grout, which is the second colour.
  case tile
  /// Long tiles with grout, each row half a tile on.
  case brick
  /// Squares of two colours in turn.
  case checker
  /// Bands of two colours.
  case stripes
  /// Dots of the second colour in a grid.
  case dots
  /// Veins of the second colour.
  case marble
  /// Grains of all colours.
  case granite
  /// Chips of the other colours in the first.
  case terrazzo
  /// Woven threads of two colours.
  case fabric
  /// Brushed along the longest side.
  case metal
  /// One colour, of which a quarter shows.
  case glass
  /// One colour, of which half shows.
  case water

  /// The family of a name; one that is not known is drawn flat.
  public init(named name: String) { self = TextureFamily(rawValue: name) ?? .flat }

  /// How much of what is behind it hides.
  public var opacity: Double {
    switch self {
    case .glass: 0.25
    case .water: 0.5
    default: 1
    }
  }
}
