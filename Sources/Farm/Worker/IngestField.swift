/// Where a fault that segmentation found stands in the sender's file.
enum IngestField {
  /// The path of `field`, which is for instance `subtask_term_signals/grasp`, in the file's own terms.
  static func path(_ field: String, name: String, index: Int, isJSON: Bool) -> String {
    // robot and rate are said once for the whole file
    if field == "robot" || field == "control_frequency" {
      return isJSON ? field : "data@env_args"
    }
    guard isJSON else { return "data/\(name)/datagen_info/\(field)" }
    let parts = field.split(separator: "/")
    let place = "demonstrations[\(index)]"
    guard parts.count == 2 else { return "\(place).\(field)" }
    return parts[0] == "object_poses"
      ? "\(place).objects[\(parts[1])]" : "\(place).\(parts[0]).\(parts[1])"
  }
}
