import Geometry

/// Checks that demonstrations can be worked with: lengths, ranges, names.
public enum DemonstrationValidator {
  /// Checks all demonstrations of one file, whose names must differ.
  ///
  /// - Throws: `DemonstrationError` for the first fault, with the field named as in the format.
  public static func validate(
    _ demonstrations: [Demonstration], format: DemonstrationFormat = .json,
    limits: DecodingLimits = DecodingLimits()
  ) throws(DemonstrationError) {
    guard !demonstrations.isEmpty else {
      throw DemonstrationError(
        .missing, field: format == .json ? "demonstrations" : "data",
        reason: "holds no demonstration")
    }
    var names: Set<String> = []
    for (index, demonstration) in demonstrations.enumerated() {
      let field = DemonstrationField(format, index: index, name: demonstration.name)
      guard names.insert(demonstration.name).inserted else {
        throw DemonstrationError(
          .value, field: field.name, reason: "the name \"\(demonstration.name)\" is taken")
      }
      try DemonstrationCheck(demonstration: demonstration, field: field, limits: limits).run()
    }
  }

  /// Checks one demonstration.
  ///
  /// - Throws: `DemonstrationError` for the first fault.
  public static func validate(_ demonstration: Demonstration) throws(DemonstrationError) {
    try validate([demonstration])
  }
}
