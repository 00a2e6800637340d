/// What a surface of a kitchen is, as styles speak of it.
public enum SurfaceKind: String, Sendable, Hashable, CaseIterable {
  case floor, wall, trim, backsplash, cabinet, handle, appliance, sink, furniture, table, robot
  case counterTop = "counter_top"
  case metal, plastic, glass, wood, fabric, stone, ceramic, paper, rubber, wax, water
  case fruit, vegetable, leaf, meat, bread, sweets, dairy, cream, cheese, chocolate, fish, cardboard
  case redSkin = "red_skin"
  case greenSkin = "green_skin"
  case yellowSkin = "yellow_skin"
  case orangeSkin = "orange_skin"
  case brownSkin = "brown_skin"
  case purpleSkin = "purple_skin"
  case pinkSkin = "pink_skin"
  case whiteSkin = "white_skin"
  case cookedMeat = "cooked_meat"
  case redPlastic = "red_plastic"
  case yellowPlastic = "yellow_plastic"
  case brownPlastic = "brown_plastic"

  /// Those that every style must speak of.
  public static let styled: [SurfaceKind] = [
    .floor, .wall, .trim, .backsplash, .counterTop, .cabinet, .handle, .appliance, .sink,
    .furniture, .table, .fabric,
  ]

  /// Those of which all surfaces of a kitchen look alike.
  static let shared = styled.filter { $0 != .appliance }

  private static let cabinets = [
    "single_cabinet", "double_cabinet", "drawer_stack", "corner_cabinet", "housing", "open_shelf",
    "filler",
  ]

  /// What a slot of a fixture's or object's model is; nil where it is made of nothing known.
  public init?(model: String, slot: MaterialSlot) {
    // a few by their place
    switch (model, slot.name) {
    case ("floor", _): self = .floor
    case ("wall", "wall"): self = .wall
    case ("wall", _), ("window", "frame"): self = .trim
    case ("backsplash", _): self = .backsplash
    case ("counter", _), ("sink", "top"): self = .counterTop
    case ("sink", "basin"), ("sink", "faucet"), ("sink", "drain"): self = .sink
    case ("table", _): self = .table
    case (_, "handle") where slot.kind == "metal": self = .handle
    default:
      // the rest by what it is made of, which is the model's look where that is special
      guard let made = Self.made(of: slot.kind) else { return nil }
      if made == .wood && (Self.cabinets.contains(model) || model == "sink") {
        self = .cabinet
      } else if made == .wood && model == "stool" {
        self = .furniture
      } else if made == .metal && Self.appliances.contains(model) {
        self = .appliance
      } else {
        self = made
      }
    }
  }

  private static let appliances =
    ["stove", "cooktop", "oven", "fridge", "dishwasher", "hood"] + FixtureSizes.appliances

  /// What models may say that a slot is made of.
  static var materials: [String] { ["tile", "plaster"] + allCases.map(\.rawValue) }

  /// The kind of a material's name.
  static func made(of material: String) -> SurfaceKind? {
    switch material {
    case "tile": .backsplash
    case "plaster": .wall
    default: SurfaceKind(rawValue: material)
    }
  }
}
