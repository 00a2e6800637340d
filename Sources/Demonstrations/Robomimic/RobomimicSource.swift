import Foundation

/// Joins and splits where a demonstration was recorded: `environment: source`.
enum RobomimicSource {
  private static let separator = ": "

  /// The one text of an environment's name and an attribute `source`.
  static func join(environment: String?, source: String?) -> String? {
    guard let environment else { return source }
    return source.map { environment + separator + $0 } ?? environment
  }

  /// The environment's name and the attributes `source` of a file of these demonstrations.
  ///
  /// An environment that not all of them share stays in the attributes.
  static func split(
    _ texts: [String?]
  ) -> (environment: String?, sources: [String?]) {
    let heads = texts.map { $0.flatMap(head) }
    guard let first = heads.first, let environment = first,
      heads.allSatisfy({ $0 == environment })
    else { return (nil, texts) }
    let sources = texts.map { text in
      text.flatMap { text -> String? in
        text == environment ? nil : String(text.dropFirst(environment.count + separator.count))
      }
    }
    return (environment, sources)
  }

  private static func head(_ text: String) -> String? {
    let name = text.components(separatedBy: separator).first ?? text
    let isUsable = !name.isEmpty && name != RobomimicEnvironmentArguments.unknownName
    return isUsable ? name : nil
  }
}
