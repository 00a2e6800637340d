/// A task with a reset distribution, and what MimicGen published for it.
struct SuiteVariant {
  var task: String
  var distribution: String
  /// MimicGen's data generation rate, percent (arXiv 2310.17596, table P.1); nil where there is none.
  var published: Double?
  /// What the row shows beside the task's own settings, and the flags that make it so.
  var note: String?
  var flags: [String] = []
  /// Whether all attempts are in scenes of their own.
  var isBroad = false
  /// Whether there are eight motions a scene.
  var isDeep = false
  /// Whether it is done in kitchens, whose scenes are a grid of layouts and styles.
  var isInKitchens = false

  /// Scenes and motions for it, from those of the other variants.
  func counts(scenes: Int, motions: Int) -> (scenes: Int, motions: Int) {
    if isInKitchens { return (100, 1) }
    if isBroad { return (scenes * motions * 3 / 2, 1) }
    if isDeep { return (max(1, scenes / 2), 8) }
    return (scenes, motions)
  }

  /// MimicGen's 26 variants.
  static let published: [SuiteVariant] = [
    ("stack", [94.3, 90.0]), ("stack_three", [71.3, 68.9]), ("square", [73.7, 48.9, 31.8]),
    ("threading", [51.0, 39.2, 21.6]), ("coffee", [78.2, 63.5, 27.7]),
    ("three_piece_assembly", [35.6, 35.5, 31.3]), ("hammer_cleanup", [47.6, 20.4]),
    ("mug_cleanup", [29.5, 17.0]), ("kitchen", [100.0, 42.7]), ("nut_assembly", [50.0]),
    ("pick_place", [32.7]), ("coffee_preparation", [53.2, 36.1]),
  ].flatMap { task, rates in
    rates.enumerated().map {
      SuiteVariant(task: task, distribution: "D\($0)", published: $1)
    }
  }

  /// Tasks after Gymnasium-Robotics' Fetch, which nobody has published a rate for.
  static let fetch = ["reach", "push", "slide", "pick_and_place"].map {
    SuiteVariant(task: $0, distribution: "D0")
  }

  /// MimicGen's ablations that ought to come out the same way.
  static let ablations = [
    SuiteVariant(
      task: "square", distribution: "D0", published: 36.7, note: "random selection",
      flags: ["--selection-strategy", "random"]),
    SuiteVariant(
      task: "threading", distribution: "D0", published: 84.5, note: "no action noise",
      flags: ["--action-noise", "0"]),
    SuiteVariant(
      task: "three_piece_assembly", distribution: "D1", note: "stratified, sources in turns",
      flags: ["--stratify", "--balance-sources", "true"], isBroad: true),
    SuiteVariant(
      task: "three_piece_assembly", distribution: "D1", note: "drawn anywhere", isBroad: true),
    SuiteVariant(
      task: "stack_three", distribution: "D0", note: "branches of 4", flags: ["--branches", "4"],
      isDeep: true),
    SuiteVariant(
      task: "stack_three", distribution: "D0", note: "branches of 8", flags: ["--branches", "8"],
      isDeep: true),
    SuiteVariant(task: "stack_three", distribution: "D0", note: "no branches", isDeep: true),
  ]

  /// RoboCasa's 25 atomic tasks, each in ten layouts, one of every archetype, times ten styles.
  ///
  /// No yields are published for them one by one; RoboCasa's maintainers call 20 to 30 % normal.
  static let kitchens =
    [
      "pnp_counter_to_cab", "pnp_cab_to_counter", "pnp_counter_to_sink", "pnp_sink_to_counter",
      "pnp_counter_to_microwave", "pnp_microwave_to_counter", "pnp_counter_to_stove",
      "pnp_stove_to_counter", "open_single_door", "close_single_door", "open_double_door",
      "close_double_door", "open_drawer", "close_drawer", "turn_on_sink_faucet",
      "turn_off_sink_faucet", "turn_sink_spout", "turn_on_stove", "turn_off_stove",
      "coffee_setup_mug", "coffee_serve_mug", "coffee_press_button", "turn_on_microwave",
      "turn_off_microwave", "navigate_kitchen",
    ].map {
      SuiteVariant(
        task: $0, distribution: "D0", flags: ["--layouts", layouts, "--styles", styles],
        isInKitchens: true)
    }

  private static let layouts = [
    "one_wall", "one_wall_island", "l_shaped", "l_shaped_island", "galley", "u_shaped",
    "u_shaped_island", "g_shaped", "g_shaped_large", "wraparound",
  ].map { "\($0)_1" }.joined(separator: ",")

  private static let styles = [
    "classic_oak", "dark_walnut", "farmhouse", "industrial", "japandi", "loft_terrazzo",
    "mediterranean", "modern_white", "navy_brass", "nordic",
  ].joined(separator: ",")
}
