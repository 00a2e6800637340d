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
        let problem = DecodingProblem(error)
        let place = problem.path.joined(separator: ".")
        throw ValidationError("--randomization: \(place) \(problem.reason).")
      }
    }
  }

  func validate() throws {
    guard let problem = try spec?.problems.first else { return }
    throw ValidationError("--randomization: \(problem.name) \(problem.reason).")
  }
}
