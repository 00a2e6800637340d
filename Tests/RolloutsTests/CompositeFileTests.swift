import Authoring
import Tasks
import Testing

/// A composite task's file that is wrong says where.
@Suite struct CompositeFileTests {
  private func error(_ old: String, _ new: String) throws -> AuthoringError? {
    do {
      _ = try CompositeKitchen.library(replacing: [old: new])
      return nil
    } catch let error as AuthoringError { return error }
  }

  private let setup = "bind: {mug: mug, machine: machine, counter: counter}"

  @Test(arguments: [
    ("bind: {mug: cup, machine: machine, counter: counter}", "needs its object mug"),
    ("bind: {mug: mug, machine: counter, counter: counter}", "may be a counter"),
    ("bind: {mug: mug, machine: machine, counter: counter, plate: mug}", "plate is nothing"),
    ("bind: {mug: mug, machine: machine, counter: machine}", "machine is bound twice"),
    ("bind: {mug: mug, machine: machine, counter: counter, goal: nowhere}", "the kitchen's frames"),
  ])
  func `what is bound wrongly is told with file and line`(text: String, reason: String) throws {
    let error = try #require(try error(setup, text))
    #expect(error.file.hasSuffix("prepare_coffee.yaml"))
    #expect(error.line > 30, "\(error)")
    #expect(error.key.hasPrefix("skills[0]"), "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
  }

  @Test func `unknown skills, missing parts and wrong conditions are told`() throws {
    let skill = try #require(try error("- skill: coffee_setup_mug", "- skill: sing"))
    #expect(skill.key == "skills[0].skill" && skill.reason.contains("coffee_setup_mug"))
    let part = try #require(try error("parts: [start_button, stop_button]", "parts: [stop_button]"))
    #expect(part.reason.contains("start_button"), "\(part)")
    let condition = try #require(try error("pre: on(mug, counter)", "pre: on(mug, table)"))
    #expect(condition.key == "skills[0].pre" && condition.line > 0, "\(condition)")
  }
}
