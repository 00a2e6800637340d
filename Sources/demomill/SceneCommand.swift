import ArgumentParser
import Authoring
import Episodes
import Foundation
import Geometry
import Rendering
import Robots
import Rollouts
import Scenes
import Tasks
import Visuals

/// `demomill scene`: pictures of the scenes that a job draws.
struct SceneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene", abstract: "Draw scenes of a task.",
    discussion: """
      The scene is the one that a job with the same seed draws, its robot at home. The same arguments \
      give the same file, byte for byte. What --json prints of a kitchen, --spec makes again anywhere.
      """)

  /// What is drawn of a scene.
  enum View: String, ExpressibleByArgument, CaseIterable { case perspective, plan, both }

  @Option(help: "The name of a task; the spec's own when not said.")
  var task: String?

  @Option(help: "Where scenes are drawn from; one of the task's reset distributions.")
  var distribution = "D0"

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Which scene of the seed; of a sheet the first.")
  var index = 0

  @OptionGroup var kitchen: KitchenArguments

  @Option(help: "Make the kitchen of this file again: a spec, or what --json has printed.")
  var spec: String?

  @Flag(help: "Print the scene's spec, instruction and facts as one JSON object.")
  var json = false

  @Option(help: "The picture: *.png; none when not said beside --json.")
  var out: String?

  @Option(help: "Pixels of one view, for instance 800x600; of a sheet's 320x240 when not said.")
  var size: SizeArgument?

  @Option(help: "Many scenes on one sheet: ROWSxCOLUMNS, for instance 4x6.")
  var sheet: SizeArgument?

  @Option(help: "perspective, plan, or both side by side.")
  var view = View.both

  @Option(help: "Look through this camera of the training images instead, for instance agentview.")
  var camera: String?

  @Option(
    help: ArgumentHelp(
      "How what the camera sees is varied: off, tobin, robosuite, robocasa, dactyl.",
      discussion: "Several, with commas, on a sheet: a row of the same scenes for each."))
  var visuals = "off"

  @Option(help: "What the camera's look is drawn from; on a sheet the next for each scene.")
  var styleSeed: UInt64 = 0

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  func validate() throws {
    if let out {
      guard out.hasSuffix(".png") else { throw ValidationError("--out must end in .png.") }
      try OutputPath.validate(out)
    } else if !json {
      throw ValidationError("--out or --json must be given.")
    }
    if json || spec != nil, sheet != nil {
      throw ValidationError("--sheet shows many scenes; --json and --spec are about one.")
    }
    if spec != nil, try kitchen.options != nil {
      throw ValidationError("--spec says all of a kitchen; nothing else can be asked for.")
    }
    guard (0...1_000_000_000).contains(index) else {
      throw ValidationError("--index must be between 0 and 1000000000.")
    }
    do { _ = try pictureSize } catch { throw ValidationError("--size: \(error).") }
    if let sheet, !(1...100).contains(sheet.first) || !(1...100).contains(sheet.second) {
      throw ValidationError("--sheet: rows and columns must be between 1 and 100.")
    }
  }

  func run() throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    let tasks = try TaskLibrary(folder: "\(folder)/tasks")
    let spec = try self.spec.map(SceneDocument.spec)
    guard let name = task ?? spec?.task else { throw ValidationError("--task must be given.") }
    guard let found = tasks.task(named: name) else {
      let known = tasks.tasks.map(\.name).joined(separator: ", ")
      throw ValidationError("--task must be one of \(known).")
    }
    if let spec, spec.task != name {
      throw ValidationError("--spec: is of the task \(spec.task), not of \(name).")
    }
    guard let reset = found.distribution(distribution) else {
      let known = found.distributions.map(\.name).joined(separator: ", ")
      throw ValidationError("--distribution must be one of \(known).")
    }
    guard let robot = try RobotLibrary(folder: "\(folder)/robots").robot(named: found.robot) else {
      throw ValidationError("the task's robot \(found.robot) is not known.")
    }

    let scenes = TaskScenes(
      task: found, robot: robot, distribution: reset, seed: seed,
      kitchen: try kitchen.options(for: found))

    let library = try camera.map { _ in try VisualLibrary(scenesFolder: folder) }
    do { try show(scenes, spec, robot, name, library) } catch let error as InfeasibleScene {
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error.detail)\n".utf8))
      throw ExitCode.failure
    } catch let fault as CameraFault {
      let option =
        fault.field.hasPrefix("size") ? "size" : fault.field == "visuals" ? "visuals" : "camera"
      throw ValidationError("--\(option): \(fault.reason).")
    }
  }

  /// Draws one scene, or a sheet of those that follow each other.
  private func show(
    _ scenes: TaskScenes, _ spec: KitchenSpec?, _ robot: RobotModel, _ name: String,
    _ library: VisualLibrary?
  ) throws {
    let picture: Picture
    if let sheet {
      var cells: [(picture: Picture, caption: String)] = []
      let rows = visuals.split(separator: ",").map(String.init)
      for cell in 0..<sheet.first * sheet.second {
        // a row of the same scenes for each way of varying them
        let isCompared = rows.count > 1
        let number = index + (isCompared ? cell % sheet.second : cell)
        let preset = isCompared ? rows[cell / sheet.second % rows.count] : visuals
        let drawn = try scenes.drawn(number)
        let name = drawn.kitchen.map { "\($0.layout) \($0.style)" } ?? "\(name) \(distribution)"
        let seed = styleSeed &+ UInt64(cell)
        cells.append(
          (
            try draw(drawn, robot, library, preset, seed),
            (isCompared ? preset : name) + " #\(number)"
          ))
      }
      picture = try ContactSheet.draw(cells, columns: sheet.second)
    } else {
      let drawn = try spec.map { try scenes.rebuilt($0) } ?? scenes.drawn(index)
      try tell(drawn)
      guard out != nil else { return }
      picture = try draw(drawn, robot, library, visuals, styleSeed)
    }
    try write(picture)
  }

  /// What a scene is, in words or as JSON.
  private func tell(_ drawn: DrawnScene) throws {
    let document = SceneDocument(drawn)
    if json { return print(try document.text()) }
    if let spec = drawn.kitchen { print(try KitchenArguments.text(of: spec)) }
    print("instruction: \(drawn.task.language)")
  }

  private func write(_ picture: Picture) throws {
    guard let out else { return }
    let file = PNG.encode(picture, level: 9)
    try Data(file).write(to: URL(filePath: out), options: .atomic)
    if !json { print("\(out): \(picture.size.width)x\(picture.size.height), \(file.count) bytes") }
  }

  /// One scene as asked for; views side by side.
  private func draw(
    _ found: DrawnScene, _ robot: RobotModel, _ library: VisualLibrary?, _ visuals: String,
    _ styleSeed: UInt64
  ) throws -> Picture {
    let scene = found.scene
    if let library, let camera {
      var options = CameraOptions(names: [camera])
      (options.width, options.height) = try (pictureSize.width, pictureSize.height)
      (options.visuals, options.samples) = (visuals, 16)
      return try SceneShot(options: options, styleSeed: styleSeed).picture(
        of: scene, robot: robot, isKitchen: found.kitchen != nil, library: library)
    }
    var drawn = RenderScene(scene)
    drawn.add(
      robot, base: scene.poseWorldRobotBase, jointPositions: robot.home,
      fingerOpening: robot.gripper.homeOpening)
    let size = try pictureSize
    let renderer = TileRenderer()
    var views: [Picture] = []
    if view != .plan {
      let cut = try SceneView.cutAway(drawn, before: SceneView.perspective(of: scene))
      views.append(
        try renderer.render(cut.scene, from: cut.camera, size: size, quality: .still).picture)
    }
    if view != .perspective {
      views.append(try ScenePlan.draw(scene, drawn, size: size, by: renderer))
    }
    guard views.count == 2 else { return views[0] }
    var both = Picture(try PictureSize(width: 2 * size.width, height: size.height))
    both.draw(views[0], x: 0, y: 0)
    both.draw(views[1], x: size.width, y: 0)
    return both
  }

  private var pictureSize: PictureSize {
    get throws(RenderingError) {
      let size = size ?? (sheet == nil ? SizeArgument(800, 600) : SizeArgument(320, 240))
      return try PictureSize(width: size.first, height: size.second)
    }
  }
}

/// Two whole numbers with an x between them.
struct SizeArgument: ExpressibleByArgument {
  let first: Int
  let second: Int

  init(_ first: Int, _ second: Int) {
    self.first = first
    self.second = second
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]) else {
      return nil
    }
    self.init(first, second)
  }
}
