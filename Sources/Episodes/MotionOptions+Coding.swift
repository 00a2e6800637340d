extension MotionOptions {
  /// A key of any name.
  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads one flat object: the options of all subtasks stand beside those of the motion.
  ///
  /// Unknown keys of the object itself are its holder's affair; within `subtasks` they are refused.
  public init(from decoder: any Decoder) throws {
    self.init()
    everySubtask = try SubtaskMotionOptions(from: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    selectSrcPerSubtask = try values.decodeIfPresent(Bool.self, forKey: .selectSrcPerSubtask)
    transformFirstRobotPose = try values.decodeIfPresent(
      Bool.self, forKey: .transformFirstRobotPose)
    interpolateFromLastTargetPose = try values.decodeIfPresent(
      Bool.self, forKey: .interpolateFromLastTargetPose)
    balanceSources = try values.decodeIfPresent(Bool.self, forKey: .balanceSources)
    maxSteps = try values.decodeIfPresent(Int.self, forKey: .maxSteps)
    prescreen = try values.decodeIfPresent(Bool.self, forKey: .prescreen)
    branches = try values.decodeIfPresent(Int.self, forKey: .branches)
    subtasks = try values.decodeIfPresent(
      [String: SubtaskMotionOptions].self, forKey: .subtasks)
    if subtasks != nil { try Self.refuseUnknownKeys(values) }
  }

  /// Throws a `DecodingError` that names a key within `subtasks` which nobody reads.
  private static func refuseUnknownKeys(_ values: KeyedDecodingContainer<CodingKeys>) throws {
    let known = SubtaskMotionOptions.CodingKeys.allCases.map(\.rawValue)
    let subtasks = try values.nestedContainer(keyedBy: AnyKey.self, forKey: .subtasks)
    for subtask in subtasks.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      let entries = try subtasks.nestedContainer(keyedBy: AnyKey.self, forKey: subtask)
      let unknown = entries.allKeys.filter { !known.contains($0.stringValue) }
      guard let key = unknown.min(by: { $0.stringValue < $1.stringValue }) else { continue }
      throw DecodingError.dataCorruptedError(
        forKey: key, in: entries,
        debugDescription: "is not a known key; known are \(known.joined(separator: ", "))")
    }
  }

  /// Writes one flat object with what is set.
  public func encode(to encoder: any Encoder) throws {
    try everySubtask.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(subtasks, forKey: .subtasks)
    try values.encodeIfPresent(selectSrcPerSubtask, forKey: .selectSrcPerSubtask)
    try values.encodeIfPresent(transformFirstRobotPose, forKey: .transformFirstRobotPose)
    try values.encodeIfPresent(
      interpolateFromLastTargetPose, forKey: .interpolateFromLastTargetPose)
    try values.encodeIfPresent(balanceSources, forKey: .balanceSources)
    try values.encodeIfPresent(maxSteps, forKey: .maxSteps)
    try values.encodeIfPresent(prescreen, forKey: .prescreen)
    try values.encodeIfPresent(branches, forKey: .branches)
  }
}
