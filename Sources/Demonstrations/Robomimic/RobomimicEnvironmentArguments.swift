/// What is read of a file's `env_args`, the JSON text that says what it was recorded in.
struct RobomimicEnvironmentArguments {
  /// Where errors say that it is.
  static let field = "data@env_args"
  /// The name written where nothing is known.
  static let unknownName = "unknown"

  /// Nil when the file does not say.
  var name: String?
  /// Lower case.
  var robot = "panda"
  /// Control steps per second.
  var controlFrequency = 20.0

  init() {}

  /// Takes the name, the first robot and the control frequency; everything else is the simulator's.
  init(json: String) throws(DemonstrationError) {
    let record = try JSONNode(parsing: json.utf8, path: Self.field).record(keys: nil)
    if let node = record.optional("env_name") {
      let text = try node.text()
      name = text.isEmpty || text == Self.unknownName ? nil : text
    }
    guard let arguments = try record.optional("env_kwargs")?.record(keys: nil) else { return }

    // robosuite takes one name as well as a list of names
    if let node = arguments.optional("robots") {
      switch node.value {
      case .string(let text): robot = text.lowercased()
      default:
        if let first = try node.list().first { robot = try first.text().lowercased() }
      }
    }
    if let node = arguments.optional("control_freq") { controlFrequency = try node.number() }
  }
}
