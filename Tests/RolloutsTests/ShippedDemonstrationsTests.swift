import Demonstrations
import Foundation
import Multiplication
import TestSupport
import Testing

/// What lies in `Demos/` can be multiplied as it is.
@Suite struct ShippedDemonstrationsTests {
  @Test("every task has recordings by the scripted operator, which say so")
  func scripted() throws {
    let bench = try Bench()
    #expect(bench.tasks.tasks.count >= 17)
    // composite tasks are done from their skills' recordings
    for task in bench.tasks.tasks where task.skills.isEmpty {
      let path = Repository.demo("\(task.name)_scripted.hdf5")
      let demonstrations = try DemonstrationDecoder.decode(path: path)
      #expect(demonstrations.count == 2, "\(task.name)")
      for demonstration in demonstrations {
        #expect(demonstration.source?.hasPrefix("scripted operator, \(task.name) D0") == true)
        #expect(throws: Never.self) { try SegmentedDemonstration(demonstration, task: task) }
      }
      // small enough to come with every clone
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      #expect(try #require(size) < 3_000_000, "\(task.name)")
    }
  }
}
