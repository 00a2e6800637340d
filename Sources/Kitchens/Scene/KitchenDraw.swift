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
  /// Nil for a robot that is bolted down.
  let basePlacement: BasePlacement?
  let handEnvelope: HandEnvelope
  /// Draws of roles and places before a spec is given up.
  static let attempts = 60
  /// So many, and what stands about in the way is taken out of the kitchen.
  static let patience = 6

  public init(
    library: KitchenLibrary, description: KitchenDescription, task: String, robot: RobotModel
  ) {
    self.library = library
    self.description = description
    self.task = task
    self.robot = robot
    basePlacement = try? BasePlacement(robot: robot)
    handEnvelope = HandEnvelope(of: robot)
  }

  /// The spec of a job's scene of an index; `stream` is the scene's own.
  ///
  /// A `redraw` has another layout and other fixtures where they are drawn.
  ///
  /// - Throws: `InfeasibleScene` for a layout or a style that does not exist.
  public func spec(
    index: Int, stream: RandomStream, distribution: String, options: KitchenOptions,
    redraw: Int = 0
  ) throws(InfeasibleScene) -> KitchenSpec {
    var seeds = KitchenSeeds.drawn(from: stream, pinned: options.pin)
    for aspect in [KitchenSeeds.CodingKeys.layout, .fixtures]
    where redraw > 0 && options.pin?[aspect] == nil {
      seeds[aspect] = stream.stream("kitchen_seed/\(aspect.rawValue)", redraw).key >> 11
    }
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

  /// The kitchen of a spec; `settle` lets its objects come to rest.
  ///
  /// - Throws: `InfeasibleScene` that says what stood in the way, and how often.
  public func scene(
    _ spec: KitchenSpec, settle: (Scene) -> Settling
  ) throws(InfeasibleScene) -> KitchenScene {
    var room: KitchenRoom
    do throws(AuthoringError) { room = try KitchenRoom(spec, library: library) } catch {
      throw InfeasibleScene(object: "", tries: 0, reason: error.description)
    }
    var rejections = RejectionTally()
    for attempt in 0..<Self.attempts {
      // what people would put away: an appliance or a stool that keeps being in the way
      if attempt > 0, attempt % Self.patience == 0,
        let name = rejections.worstBlocker(among: room.movable)
      {
        room.remove(name)
      }
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
