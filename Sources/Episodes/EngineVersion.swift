/// The version of everything that decides a rollout's bits: planner, controller, physics settings.
///
/// Raised whenever a golden hash changes; a recipe of another version cannot be verified bit for bit.
public enum EngineVersion {
  public static let current = "2"
  /// The version of everything that decides a picture's bytes besides `Scenes/`: shapes, light, shading.
  public static let renderer = "1"
}
