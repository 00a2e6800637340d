import TestSupport

/// Where the objects' model files are.
enum ObjectsFolder {
  static let path = Repository.root.appendingPathComponent("Scenes/objects").path
}
