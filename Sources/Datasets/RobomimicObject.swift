import Episodes

/// An object that a dataset tells of, and where it is among an episode's bodies.
struct RobomimicObject {
  var name: String
  var body: Int

  /// Those that a dataset tells of, in its order; all of an episode's where it names none.
  static func of(_ episode: Episode, in environment: RobomimicEnvironment) -> [RobomimicObject] {
    (environment.objects ?? episode.objects).compactMap { name in
      episode.objects.firstIndex(of: name).map { RobomimicObject(name: name, body: 3 + $0) }
    }
  }
}
