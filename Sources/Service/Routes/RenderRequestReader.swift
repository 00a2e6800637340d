import Catalog
import Episodes
import JSONText

/// Reads what `POST /v1/renders` asks for.
enum RenderRequestReader {
  /// The request.
  ///
  /// - Throws: `Problem` 422 that names every field which cannot be used.
  static func read(_ json: JSON) throws(Problem) -> RenderRequest {
    var reader = FieldReader(json)
    let jobs = reader.strings("jobs", count: 1...1000, required: false)
    let episodes = reader.strings("episodes", count: 1...10_000, required: false)
    if jobs == nil, episodes == nil, reader.errors.isEmpty {
      reader.fail("episodes", "must be said, or jobs")
    }
    let cameras = CameraOptionsReader.read(&reader, required: true)
    let variants =
      reader.integer("variants", in: 1...RenderRequest.mostVariants, required: false) ?? 1
    let seeds = reader.integers("style_seeds", count: 2...2, required: false)
    if let seeds, seeds[0] < 0 || seeds[0] > seeds[1] || seeds[1] > RenderRequest.largestSeed {
      reader.fail(
        "style_seeds", "must be [first, last], both 0 to \(RenderRequest.largestSeed)")
    }
    reader.finish()
    guard reader.errors.isEmpty, let cameras else { throw .unusable(reader.errors) }
    var request = RenderRequest(
      jobs: jobs ?? [], episodes: episodes ?? [], cameras: cameras, variants: variants)
    if let seeds { request.styleSeeds = seeds.map { UInt64($0) } }
    return request
  }
}
