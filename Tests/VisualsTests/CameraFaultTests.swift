import Episodes
import Testing
import Visuals

/// What a request for pictures cannot have is named by its field.
@Suite struct CameraFaultTests {
  private static let own = CustomCamera(
    name: "mine", frame: "table", position: [1, 0, 1], lookAt: [0, 0, 0], fieldOfView: 45)

  private func fault(
    _ names: [String] = ["agentview"], inKitchen: Bool = false,
    _ change: (inout CameraOptions) -> Void = { _ in }
  ) throws -> CameraFault {
    var options = CameraOptions(names: names)
    change(&options)
    let library = try Shipped.visuals.get()
    return try #require(throws: CameraFault.self) {
      try CameraChoice.choices(options, library: library, inKitchen: inKitchen)
    }
  }

  @Test func `cameras that are not there`() throws {
    let unknown = try fault(["agentview", "topview"])
    #expect(unknown.field == "names[1]")
    #expect(unknown.reason.hasPrefix("topview is no camera on tables; known are agentview, front"))
    let kitchen = try fault(["birdview"], inKitchen: true)
    #expect(kitchen.field == "names[0]")
    #expect(kitchen.reason.hasPrefix("birdview is no camera in kitchens; known are agentview, "))
    #expect(!kitchen.reason.contains("known are agentview, frontview"))
    #expect(try fault([]).field == "names")
  }

  @Test func `values that cannot be`() throws {
    #expect(try fault { $0.width = 0 }.field == "size[0]")
    #expect(try fault { $0.height = 100_000 }.field == "size[1]")
    let visuals = try fault { $0.visuals = "loud" }
    #expect(visuals.field == "visuals")
    #expect(visuals.reason == "must be one of dactyl, off, robocasa, robosuite, tobin")
    #expect(try fault { $0.samples = 3 }.field == "samples")
    let wide = try fault {
      $0.custom = [Self.own]
      $0.custom[0].fieldOfView = 180
    }
    #expect(wide.field == "custom[0].field_of_view")
    #expect(wide.reason == "is 180.0 degrees, but must be 1 to 170")
  }

  @Test func `a photographer refuses the same`() throws {
    let episode = try PictureStage.episode(steps: 1)
    let fault = try #require(throws: CameraFault.self) {
      try PictureStage.take(PictureStage.options(["topview"]), of: episode)
    }
    #expect(fault.field == "names[0]")
    let size = try #require(throws: CameraFault.self) {
      try PictureStage.take(PictureStage.options(["agentview"]) { $0.width = 0 }, of: episode)
    }
    #expect(size.field == "size[0]")
  }

  @Test func `two cameras cannot give images of one name`() throws {
    let twin = try fault(["eye_in_hand", "robot0_eye_in_hand"]) {
      $0.custom = [Self.own]
      $0.custom[0].name = "robot0_eye_in_hand"
    }
    #expect(twin.field == "names[1]")
    #expect(twin.reason == "robot0_eye_in_hand has images of the same name as eye_in_hand")
  }

  @Test func `choices come in the request's order`() throws {
    let library = try Shipped.visuals.get()
    var options = CameraOptions(names: ["mine", "eye_in_hand", "other"])
    var other = Self.own
    other.name = "other"
    options.custom = [Self.own, other]
    let choices = try CameraChoice.choices(options, library: library, inKitchen: true)
    #expect(choices.map(\.camera.name) == options.names)
    #expect(choices.map(\.camera.observation) == ["mine", "robot0_eye_in_hand", "other"])
    #expect(choices[2].mount == choices[0].mount && choices[0].mount.frame == .table)
    #expect(choices[1].mount.frame == .hand)
  }

  @Test func `a camera of the files keeps its name`() throws {
    let fault = try fault(["agentview"]) {
      $0.custom = [Self.own]
      $0.custom[0].name = "agentview"
    }
    #expect(fault.field == "custom[0].name" && fault.reason.contains("Scenes/cameras"))
  }
}
