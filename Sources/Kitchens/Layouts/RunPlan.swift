import Geometry

/// A run with everything that stands on the floor decided, along `s` from its left end, metres.
struct RunPlan {
  /// A cabinet or machine under a counter.
  struct Module {
    var model: String
    var width: Double
    /// Its left side.
    var start = 0.0
    var end: Double { start + width }
  }

  /// A unit of the run in its place.
  struct Unit {
    var kind: LayoutGrammar.UnitKind
    /// Its left side; of a counter that of its first module.
    var start: Double
    var end: Double
    /// Of what is no counter, its drawn size.
    var size: Vector3
    /// Of a counter.
    var modules: [Module]
    /// What a counter's slab covers; it reaches into a corner at its end.
    var slab: ClosedRange<Double>
  }

  var run: LayoutGrammar.Run
  var units: [Unit]
  /// From its left end, or corner, to its right end, or to the wall of the corner there.
  var length: Double
  var endsInCorner: Bool
}
