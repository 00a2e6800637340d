/// The sizes that every kitchen shares, metres.
public enum KitchenMeasures {
  /// From the floor to the top of a counter.
  public static let counterHeight = 0.92
  /// Thickness of a counter's slab.
  public static let slab = 0.04
  /// From the wall to a counter's front edge.
  public static let counterDepth = 0.65
  /// Depth of the cabinets under a counter.
  public static let baseDepth = 0.60
  /// From the floor to the bottom of the upper cabinets.
  public static let upperBottom = 1.40
  /// From the floor to the top of upper and tall cabinets.
  public static let upperTop = 2.30
  /// Depth of the upper cabinets.
  public static let upperDepth = 0.38
  /// A blind strip beside an inner corner, so that doors and handles clear the other run.
  public static let cornerFiller = 0.12
  /// Thickness of a backsplash.
  public static let backsplash = 0.012
  /// Between a wall and the first unit that stands beside it.
  public static let sideGap = 0.12
  /// A blind strip between a deep tall unit and the double doors that hang beside it.
  public static let tallFiller = 0.07
  /// From a housing's bottom to what stands in it.
  public static let housingFloor = 0.04
  /// Thickness of a wall.
  public static let wall = 0.12
  /// The narrowest aisle between two fronts.
  public static let aisle = 0.9
  /// The free counter that a robot needs beside a sink, stove, microwave or coffee machine.
  public static let freeCounter = 0.45
  /// How far a door's handle reaches out of its front.
  public static let handle = 0.065
  /// Width of a robot's base, along a front that it faces, and its depth.
  public static let robotBase = SIMD2(0.55, 0.5)
}
