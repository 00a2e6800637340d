import ArgumentParser
import Episodes
import Foundation

/// Which pictures a command asks for.
struct CameraArguments: ParsableArguments {
  @Option(help: "Cameras, with commas, as agentview,eye_in_hand.")
  var cameras: String?

  @Option(help: "Pixels of a picture.")
  var imageSize = SizeArgument(84, 84)

  @Option(help: "How pictures are varied: off, tobin, robosuite, robocasa, dactyl.")
  var visuals = "off"

  @Option(help: "What looks of a dataset are drawn from, together with the episode.")
  var visualSeed: UInt64 = 0

  @Option(help: "Samples of a pixel: 1, 4 or 16.")
  var samples = 4

  @Flag(help: "Depths besides, in metres.")
  var depth = false

  @Flag(help: "Instances besides (not in robomimic's files).")
  var segmentation = false

  /// What was asked for; nil when no camera was named.
  var options: CameraOptions? {
    get throws {
      guard let cameras else { return nil }
      var options = CameraOptions(
        names: cameras.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
      (options.width, options.height) = (imageSize.first, imageSize.second)
      (options.visuals, options.seed, options.samples) = (visuals, visualSeed, samples)
      (options.depth, options.segmentation) = (depth, segmentation)
      if let (name, reason) = options.problems.first {
        let option = ["names": "cameras", "size": "image-size"]
        let field = String(name.prefix { $0 != "[" })
        throw ValidationError("--\(option[field] ?? field): \(reason).")
      }
      return options
    }
  }
}
