import ArgumentParser
import Episodes
import Foundation

/// How the physics of each attempt is randomized.
struct RandomizationArguments: ParsableArguments {
  @Option(
    help: """
      off, mild (robosuite's defaults), dactyl (OpenAI's table), or a JSON object with a preset and \
      single parameters, as {"preset": "mild", "friction": {"uniform": [0.7, 1.3]}}.
      """)
  var randomization: String?

  /// Nil when nothing was said.
  var spec: RandomizationSpec? {
    get throws {
      guard let text = randomization else { return nil }
      if let preset = RandomizationPreset(rawValue: text) {
        return RandomizationSpec(preset: preset)
      }
      do { return try JSONDecoder().decode(RandomizationSpec.self, from: Data(text.utf8)) } catch {
        throw ValidationError("--randomization: \(DecodingProblem.words(error)).")
      }
    }
  }

  func validate() throws {
    guard let problem = try spec?.problems.first else { return }
    throw ValidationError("--randomization: \(problem.name) \(problem.reason).")
  }
}

/// What a decoder complains of, in words.
enum DecodingProblem {
  static func words(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path) \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
