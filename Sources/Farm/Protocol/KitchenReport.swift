import Episodes
import Scenes

/// A kitchen as a job would draw it.
public struct KitchenReport: Sendable, Hashable, Codable {
  public var spec: KitchenSpec
  public var instruction: String
  /// What instructions may name, in words.
  public var facts: [String: String]
  public var scene: Scene

  public init(spec: KitchenSpec, instruction: String, facts: [String: String], scene: Scene) {
    self.spec = spec
    self.instruction = instruction
    self.facts = facts
    self.scene = scene
  }
}
