import Authoring
import Episodes
import Geometry
import Robots
import Scenes

/// Draws the kitchens of a task: each aspect from its own seed, so that one can be varied or pinned alone.
public struct KitchenDraw: Sendable {
  /// What letting a drawn scene's objects come to rest has shown.
  public enum Settling: Sendable {
    /// The poses of all objects at rest, in the scene's order.
    case settled([Pose])
    /// An object that did not stay where it was put: metres, radians.
    case moved(object: String, distance: Double, turn: Double)
  }

  let library: KitchenLibrary
  let description: KitchenDescription
  let task: String
  let robot: RobotModel
  /// Draws of roles and places before a spec is given up.
  static let attempts = 40

  public init(
    library: KitchenLibrary, description: KitchenDescription, task: String, robot: RobotModel
  ) {
    self.library = library
    self.description = description
    self.task = task
    self.robot = robot
  }

  /// The spec of a job's scene of an index; `stream` is the scene's own.
  ///
  /// - Throws: `InfeasibleScene` for a layout or a style that does not exist.
  public func spec(
    index: Int, stream: RandomStream, distribution: String, options: KitchenOptions
  ) throws(InfeasibleScene) -> KitchenSpec {
    let seeds = KitchenSeeds.drawn(from: stream, pinned: options.pin)
    let split =
      options.split
      ?? description.splits.first { $0.name == distribution }?.split ?? .train
    var spec = KitchenSpec(
      task: task, layout: "", style: "", split: split, textures: options.textures ?? .style,
      lights: options.lights ?? .varied, distractors: 0, seeds: seeds)

    // layouts take turns, and styles after each round of layouts; what is not named is drawn
    let layouts = options.layouts ?? library.layouts.names(of: split)
    let styles = options.styles ?? library.styles.names
    guard !layouts.isEmpty, !styles.isEmpty else {
      throw InfeasibleScene(object: "", tries: 0, reason: "no layout or no style to draw from")
    }
    if options.layouts != nil {
      spec.layout = layouts[index % layouts.count]
    } else {
      var random = spec.stream(.layout)
      spec.layout = layouts[random.integer(in: 0...(layouts.count - 1))]
    }
    if library.layouts.isArchetype(spec.layout) {
      spec.layout += "/\(seeds.layout ?? 0)"
    }
    if options.styles != nil {
      spec.style = styles[index / layouts.count % styles.count]
    } else {
      var random = spec.stream(.style)
      spec.style = styles[random.integer(in: 0...(styles.count - 1))]
    }
    let count =
      options.distractors ?? [
        description.distractors.count.lowerBound, description.distractors.count.upperBound,
      ]
    var random = spec.stream(.distractors)
    spec.distractors = random.integer(in: count[0]...max(count[0], count[count.count - 1]))
    return spec
  }

  /// What a spec has drawn of each aspect that coverage counts: layout, style, and each role's category.
  ///
  /// An archetype counts as one layout, whatever its seed.
  public func aspects(of spec: KitchenSpec) -> [KitchenAspect] {
    let layout = spec.layout.split(separator: "/").first.map(String.init) ?? spec.layout
    let own = [
      KitchenAspect(name: "layout", value: layout), KitchenAspect(name: "style", value: spec.style),
    ]
    return own
      + description.objects.compactMap { role in
        library.objects.draw(
          role.filter, split: spec.split, stream: spec.stream(.objects).stream(role.name)
        ).map { KitchenAspect(name: role.name, value: $0.category) }
      }
  }

  /// All that may be drawn of each of those aspects.
  public func possibilities(
    distribution: String, options: KitchenOptions
  ) -> [(aspect: String, values: [String])] {
    let split =
      options.split ?? description.splits.first { $0.name == distribution }?.split ?? .train
    let layouts = (options.layouts ?? library.layouts.names(of: split)).map { name in
      name.split(separator: "/").first.map(String.init) ?? name
    }
    return [("layout", layouts), ("style", options.styles ?? library.styles.names)]
      + description.objects.map { role in
        (role.name, library.objects.matches(role.filter).map(\.category.name))
      }
  }

  /// The kitchen of a spec; `settle` lets its objects come to rest.
  ///
  /// - Throws: `InfeasibleScene` that says what stood in the way, and how often.
  public func scene(
    _ spec: KitchenSpec, settle: (Scene) -> Settling
  ) throws(InfeasibleScene) -> KitchenScene {
    let room: KitchenRoom
    do throws(AuthoringError) { room = try KitchenRoom(spec, library: library) } catch {
      throw InfeasibleScene(object: "", tries: 0, reason: error.description)
    }
    var rejections = RejectionTally()
    for attempt in 0..<Self.attempts {
      let one = KitchenTry(
        draw: self, spec: spec, room: room, stream: spec.stream(.placement).stream("try", attempt))
      do throws(KitchenRejection) {
        var kitchen = try one.scene()
        switch settle(kitchen.scene) {
        case .settled(let poses):
          for (index, pose) in poses.enumerated() {
            kitchen.scene.objects[index].poseWorldObject = pose
          }
          return kitchen
        case .moved(let object, let distance, let turn):
          throw KitchenRejection(
            kind: "unsettled", subject: object,
            detail:
              "moved \((distance * 1000).rounded()) mm and \((turn * 100).rounded() / 100) rad")
        }
      } catch { rejections.add(error) }
    }
    throw InfeasibleScene(object: "", tries: Self.attempts, reason: rejections.description)
  }
}

/// What was drawn of one aspect of a kitchen.
public struct KitchenAspect: Sendable, Hashable {
  /// `layout`, `style`, or an object's role.
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// Why one try at a scene was given up.
public struct KitchenRejection: Error, Sendable, Hashable {
  /// `no_fixture`, `no_room`, `unreachable`, `unsettled`, and so on.
  public var kind: String
  /// The role it is about.
  public var subject: String
  public var detail: String

  public init(kind: String, subject: String, detail: String) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
  }
}

/// How often which rejection came, in the order in which they first came.
struct RejectionTally: CustomStringConvertible {
  private var entries: [(rejection: KitchenRejection, times: Int)] = []

  mutating func add(_ rejection: KitchenRejection) {
    let known = entries.firstIndex {
      $0.rejection.kind == rejection.kind && $0.rejection.subject == rejection.subject
    }
    if let known { entries[known].times += 1 } else { entries.append((rejection, 1)) }
  }

  var description: String {
    entries.map {
      "\($0.rejection.kind) \($0.rejection.subject) x\($0.times) (\($0.rejection.detail))"
    }
    .joined(separator: "; ")
  }
}
