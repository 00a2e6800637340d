import Episodes

extension SchemaLibrary {
  /// How physics is randomized: a preset, and single parameters in its place.
  static let randomization = Schema.object(
    parameters.merging(["preset?": .choice(RandomizationPreset.allCases.map(\.rawValue))]) {
      $1
    }, isClosed: true)

  /// Each parameter by its name, in one of the forms that it takes.
  private static let parameters = Dictionary(
    uniqueKeysWithValues: RandomizationParameter.allCases.map { parameter in
      let forms = parameter.forms.map(\.rawValue).joined(separator: " or ")
      return ("\(parameter.rawValue)?", Schema.any.described("Drawn \(forms)."))
    })

  static let jobCoverage = Schema.object([
    "coverage": Schema.number(0, 1).orNull
      .described("The share of cells in reach with a success."),
    "objects": .array(
      .object([
        "object": Schema.string.described(
          "An object with reset ranges; in kitchens `layout`, `style`, or a role, whose cells are names."
        ),
        "cells": .integer(0), "reachable": .integer(0),
        "attempted": .integer(0), "succeeded": .integer(0), "coverage": .number(0, 1).orNull,
      ])),
    "effective_sources": .number(0),
    "largest_source_over_fair": .number(0),
  ])
}
