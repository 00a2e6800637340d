import Farm
import JSONText
import Scenes

/// A job's coverage as the API shows it.
enum CoverageJSON {
  static func make(_ coverage: Mill.Coverage) -> JSON {
    let counts = coverage.cells.objects.map { object -> JSON in
      .object([
        "object": .string(object.name), "cells": .number(Double(object.counts.cells)),
        "reachable": .number(Double(object.counts.reachable)),
        "attempted": .number(Double(object.counts.attempted)),
        "succeeded": .number(Double(object.counts.succeeded)),
        "coverage": object.counts.share.map { .number($0) } ?? .null,
      ])
    }
    return .object([
      "coverage": coverage.cells.total.share.map { .number($0) } ?? .null,
      "objects": .array(counts),
      "effective_sources": .number(coverage.sources.effectiveSources),
      "largest_source_over_fair": .number(coverage.sources.largestOverFair),
    ])
  }
}
