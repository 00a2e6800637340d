import ArgumentParser
import Episodes
import Foundation
import Rollouts

/// What `demomill scene --json` says of one scene.
struct SceneDocument: Encodable {
  /// Nil for a task that is done on a table.
  var spec: KitchenSpec?
  var instruction: String
  /// What instructions may name, in words.
  var facts: [String: String]
  var task: String

  init(_ drawn: DrawnScene) {
    spec = drawn.kitchen
    task = drawn.task.name
    instruction = drawn.task.language
    facts = Dictionary(drawn.facts.map { ($0.name, $0.words) }) { first, _ in first }
  }

  /// One line, keys sorted.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The spec of a file that holds one, or such a document.
  ///
  /// - Throws: `ValidationError` naming file, key and reason.
  static func spec(file: String) throws -> KitchenSpec {
    struct Holder: Decodable { var spec: KitchenSpec }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("--spec: \(file) cannot be read.")
    }
    let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    do {
      let decoder = JSONDecoder()
      return object?["spec"] == nil
        ? try decoder.decode(KitchenSpec.self, from: data)
        : try decoder.decode(Holder.self, from: data).spec
    } catch {
      let problem = DecodingProblem(error)
      let place = problem.path.isEmpty ? "" : "\(problem.path.joined(separator: ".")) "
      let reason = problem.reason.hasSuffix(".") ? problem.reason : problem.reason + "."
      throw ValidationError("--spec: \(file): \(place)\(reason)")
    }
  }
}
