import Catalog
import Farm
import JSONText

/// Reads what `PATCH /v1/jobs/{id}` is to change.
enum JobChangeReader {
  /// The change.
  ///
  /// - Throws: `Problem` 422 that names every field which cannot be used.
  static func read(_ json: JSON) throws(Problem) -> JobChange {
    var reader = FieldReader(json)
    let priority = reader.integer("priority", in: -1000...1000, required: false)
    var change: JobChange =
      reader.object("limits", required: false) { reader in
        JobChange(
          wallSeconds: cap(&reader, "wall_seconds") { $0.number($1, required: false) },
          cpuSeconds: cap(&reader, "cpu_seconds") { $0.number($1, required: false) },
          maxAttempts: cap(&reader, "max_attempts") {
            $0.integer($1, in: 1...Mill.mostAttempts, required: false)
          })
      } ?? JobChange()
    change.priority = priority
    reader.finish()
    guard reader.errors.isEmpty else { throw .unusable(reader.errors) }
    return change
  }

  /// A cap that is not said is kept, null takes it away.
  private static func cap<Value>(
    _ reader: inout FieldReader, _ key: String,
    _ read: (inout FieldReader, String) -> Value?
  ) -> JobChange.Cap<Value> {
    guard reader.has(key) else { return .kept }
    return read(&reader, key).map { .set($0) } ?? .none
  }
}
