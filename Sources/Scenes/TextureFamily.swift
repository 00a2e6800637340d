/// The kinds of procedural textures that can be drawn, by their names in files.
public enum TextureFamily: String, Sendable, Hashable, CaseIterable {
  /// One colour.
  case flat
  /// From one colour to another and back, along a line or about a point.
  case gradient
  /// Soft clouds of two colours.
  case noise
  /// One colour, trowelled: hardly uneven.
  case plaster
  /// Clouds, grains and pores of two greys; of some the joints of the formwork.
  case concrete
  /// Grain along the longest side, with knots.
  case wood
  /// Boards of wood, their joints staggered.
  case planks
  /// Squares of strips of wood, each across its neighbours.
  case parquet
  /// Boards of wood that meet end to side.
  case herringbone
  /// Boards of wood in rows of arrows.
  case chevron
  /// Pairs of bars that go over and under each other.
  case basketWeave = "basket_weave"
  /// A peeled veneer: wide flames and a few patches.
  case plywood
  /// Rectangles with grout, which is the second colour: stacked, half or a third on, or anyhow.
  case tile
  /// Bricks with mortar, which is the second colour: running, Flemish, English or stacked.
  case brick
  /// Hexagons with grout.
  case hexTile = "hex_tile"
  /// Squares on their corners, or rhombs, with grout.
  case diamondTile = "diamond_tile"
  /// Rows of scales, each row half a scale on.
  case fishScale = "fish_scale"
  /// Small stones of all colours, set by hand.
  case mosaic
  /// Squares of two colours in turn.
  case checker
  /// Bands of two colours, upright, level or aslant.
  case stripes
  /// Bands in zigzag.
  case zigzag
  /// Dots of the second colour in a grid.
  case dots
  /// Bands of woven colours that cross.
  case plaid
  /// Veins of the second colour.
  case marble
  /// Grains of all colours.
  case granite
  /// Chips of the other colours in the first.
  case terrazzo
  /// Woven threads of two colours.
  case fabric
  /// Stitches in columns; of some with a pattern.
  case knit
  /// Flat canes over and under each other.
  case rattan
  /// Pebbled, with creases.
  case leather
  /// Brushed along the longest side.
  case metal
  /// Metal with round dents.
  case hammered
  /// Crystals of zinc on metal.
  case galvanised
  /// Pressed granules.
  case cork
  /// Labels: blocks of colour, a picture, lines of what might be text.
  case print
  /// One colour with specks.
  case enamel
  /// One colour, of which a quarter shows.
  case glass
  /// One colour, of which half shows.
  case water

  /// How much of what is behind it hides.
  public var opacity: Double {
    switch self {
    case .glass: 0.25
    case .water: 0.5
    default: 1
    }
  }
}
