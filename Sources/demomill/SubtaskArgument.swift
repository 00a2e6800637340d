import ArgumentParser
import Episodes
import Foundation

/// `SUBTASK.OPTION=VALUE`: one option of one subtask.
struct SubtaskArgument: ExpressibleByArgument {
  var subtask: String
  var option: String
  /// The value as JSON; a word that is none stands for a text.
  var value: String

  init?(argument: String) {
    // the name of a subtask may hold a dot, that of an option holds none
    guard let equals = argument.firstIndex(of: "="),
      let dot = argument[..<equals].lastIndex(of: "."), dot > argument.startIndex
    else { return nil }
    subtask = String(argument[..<dot])
    option = String(argument[argument.index(after: dot)..<equals])
    value = String(argument[argument.index(after: equals)...])
    if value.wholeMatch(of: /-?[0-9]+,-?[0-9]+/) != nil { value = "[\(value)]" }
    if (try? JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed))
      == nil
    {
      guard let data = try? JSONEncoder().encode(value) else { return nil }
      value = String(decoding: data, as: UTF8.self)
    }
  }

  /// What arguments set, by subtask; a later one wins.
  ///
  /// - Throws: `ValidationError` naming the argument that is none.
  static func options(_ arguments: [SubtaskArgument]) throws -> [String: SubtaskMotionOptions] {
    let known = SubtaskMotionOptions.CodingKeys.allCases.map(\.rawValue)
    var texts: [String: [String: String]] = [:]
    for argument in arguments {
      guard known.contains(argument.option) else {
        throw ValidationError(
          "--subtask \(argument.subtask).\(argument.option) is unknown; known are "
            + "\(known.joined(separator: ", ")).")
      }
      let text = "{\"\(argument.option)\":\(argument.value)}"
      do {
        _ = try JSONDecoder().decode(SubtaskMotionOptions.self, from: Data(text.utf8))
      } catch {
        throw ValidationError(
          "--subtask \(argument.subtask).\(argument.option) cannot be \(argument.value).")
      }
      texts[argument.subtask, default: [:]][argument.option] = argument.value
    }
    return try texts.mapValues { values in
      let members = values.map { "\"\($0)\":\($1)" }.joined(separator: ",")
      return try JSONDecoder().decode(SubtaskMotionOptions.self, from: Data("{\(members)}".utf8))
    }
  }
}
