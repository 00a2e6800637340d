import ArgumentParser
import Episodes
import Foundation
import Tasks

/// Which kitchens a command asks for.
struct KitchenArguments: ParsableArguments {
  @Option(help: "Of a task in kitchens: layouts or archetypes, with commas; scenes take turns.")
  var layouts: String?

  @Option(help: "Of a task in kitchens: styles, with commas; one after each round of layouts.")
  var styles: String?

  @Option(help: "Of a task in kitchens: train, test or all; the distribution's own when not said.")
  var split: String?

  @Option(help: "Of a task in kitchens: style, or random for any family.")
  var textures: String?

  @Option(help: "Of a task in kitchens: off, or varied.")
  var lights: String?

  @Option(help: "Of a task in kitchens: how many other objects stand about, as 0 or 0-2.")
  var distractors: String?

  @Option(help: "Of a task in kitchens: an aspect that is the same in every scene, as layout=7.")
  var pin: [String] = []

  /// What was asked for; nil when nothing was.
  var options: KitchenOptions? {
    get throws {
      var options = KitchenOptions()
      options.layouts = Self.list(layouts)
      options.styles = Self.list(styles)
      options.split = try Self.word(split, "--split")
      options.textures = try Self.word(textures, "--textures")
      options.lights = try Self.word(lights, "--lights")
      if let distractors {
        let numbers = distractors.split(separator: "-").compactMap { Int($0) }
        guard (1...2).contains(numbers.count), numbers.allSatisfy({ (0...12).contains($0) }),
          numbers[0] <= numbers[numbers.count - 1]
        else { throw ValidationError("--distractors must be a number up to 12, or two as in 0-2.") }
        options.distractors = [numbers[0], numbers[numbers.count - 1]]
      }
      for text in pin {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let aspect = KitchenSeeds.CodingKeys(rawValue: String(parts[0])),
          let seed = UInt64(parts[1])
        else {
          let known = KitchenSeeds.CodingKeys.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--pin must be ASPECT=SEED, with an aspect of \(known).")
        }
        var pins = options.pin ?? KitchenSeeds()
        pins[aspect] = seed
        options.pin = pins
      }
      return options == KitchenOptions() ? nil : options
    }
  }

  /// What was asked for, when the task can meet it.
  ///
  /// - Throws: `ValidationError` naming the argument at fault.
  func options(for task: TaskDescription) throws -> KitchenOptions? {
    let options = try options
    guard let problem = task.problem(with: options) else { return options }
    guard let field = problem.name.split(separator: "[").first else {
      throw ValidationError("\(problem.reason), so no options of kitchens can be given.")
    }
    throw ValidationError("--\(field): \(problem.reason).")
  }

  private static func list(_ text: String?) -> [String]? {
    text.map { $0.split(separator: ",").map(String.init) }
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String?, _ name: String
  ) throws -> Word? {
    guard let text else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(name) must be one of \(known).")
    }
    return word
  }

  /// A spec as JSON that rebuilds it.
  static func text(of spec: KitchenSpec) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(spec), as: UTF8.self)
  }
}
