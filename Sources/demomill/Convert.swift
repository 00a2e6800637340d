import ArgumentParser
import Demonstrations
import Foundation

/// `demomill convert`: the same demonstrations as HDF5 or as JSON.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert demonstrations between robomimic HDF5 and JSON.",
    discussion: """
      The direction follows from the name of the file to write: .hdf5 or .h5, or .json. What is read \
      is checked as an upload would be.
      """)

  @Argument(help: "Demonstrations: robomimic HDF5 with datagen_info, or JSON.")
  var input: String

  @Argument(help: "The file to write: *.hdf5, *.h5 or *.json.")
  var output: String

  func validate() throws {
    guard [".hdf5", ".h5", ".json"].contains(where: output.hasSuffix) else {
      throw ValidationError("\(output) must end in .hdf5, .h5 or .json.")
    }
    try OutputPath.validate(output)
    guard FileManager.default.isReadableFile(atPath: input) else {
      throw ValidationError("\(input) cannot be read.")
    }
  }

  func run() throws {
    do {
      let demonstrations = try DemonstrationDecoder.decode(path: input)
      if output.hasSuffix(".json") {
        // written aside and renamed, so that nobody sees half of it
        try DemonstrationJSON.encode(demonstrations)
          .write(to: URL(fileURLWithPath: output), options: .atomic)
      } else {
        try RobomimicSourceWriter.write(demonstrations, to: output)
      }
      print("\(output): \(demonstrations.count) demonstrations")
    } catch {
      let text = "demomill: \(input): \(error)\n"
      try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
      throw ExitCode.failure
    }
  }
}
