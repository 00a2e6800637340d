/// Repetition and definition levels of a column's values, from the root of the schema downwards.
///
/// Source: Melnik et al., "Dremel: Interactive Analysis of Web-Scale Datasets", VLDB 2010, section 4.1.
struct ParquetSlots {
  private(set) var repetitions: [UInt8]
  private(set) var definitions: [UInt8]
  /// The levels that a value takes which is there.
  private(set) var repetition = 0
  private(set) var definition = 0

  /// One slot for each of so many rows.
  init(rows: Int) {
    repetitions = Array(repeating: 0, count: rows)
    definitions = Array(repeating: 0, count: rows)
  }

  var count: Int { repetitions.count }

  /// Goes through an optional field; `isPresent` has a flag for each slot that is there, nil for all.
  mutating func enterOptional(_ isPresent: [Bool]?) {
    let here = UInt8(definition)
    definition += 1
    var next = 0
    for slot in definitions.indices where definitions[slot] == here {
      if isPresent?[next] ?? true { definitions[slot] = here + 1 }
      next += 1
    }
  }

  /// Goes into lists; `lengths` has one for each slot that is there.
  mutating func enterList(_ lengths: [Int]) {
    let here = UInt8(definition)
    repetition += 1
    definition += 1
    var inner: (repetitions: [UInt8], definitions: [UInt8]) = ([], [])
    let total = count + lengths.reduce(0, +)
    inner.repetitions.reserveCapacity(total)
    inner.definitions.reserveCapacity(total)

    var next = 0
    for slot in definitions.indices {
      inner.repetitions.append(repetitions[slot])
      guard definitions[slot] == here else {
        inner.definitions.append(definitions[slot])
        continue
      }
      // an empty list is a slot too, of the level above
      let length = lengths[next]
      inner.definitions.append(length == 0 ? here : here + 1)
      for _ in 1..<max(1, length) {
        inner.repetitions.append(UInt8(repetition))
        inner.definitions.append(here + 1)
      }
      next += 1
    }
    (repetitions, definitions) = inner
  }

  /// Takes a column of a field apart: the values of each leaf, with their slots, in the schema's order.
  static func shred(
    _ column: ParquetColumn, _ field: ParquetField, _ slots: ParquetSlots,
    into leaf: (ParquetColumn, ParquetSlots) -> Void
  ) {
    var slots = slots
    var column = column
    if field.isOptional {
      if case .optional(let isPresent, let values) = column {
        slots.enterOptional(isPresent)
        column = values
      } else {
        slots.enterOptional(nil)
      }
    }
    switch (column, field.kind) {
    case (.list(let lengths, let elements), .list(let element)):
      slots.enterList(lengths)
      shred(elements, element, slots, into: leaf)
    case (.group(let members), .group(let fields)):
      for (member, own) in zip(members, fields) { shred(member, own, slots, into: leaf) }
    default: leaf(column, slots)
    }
  }
}
