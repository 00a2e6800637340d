import Demonstrations
import Foundation
import TestSupport
import Testing

/// The format is told by the content, and foreign or damaged files are errors.
@Suite struct DemonstrationDecoderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fault(_ data: Data, _ format: DemonstrationFormat? = nil) throws -> Fault? {
    let path = folder.path("file")
    try data.write(to: URL(fileURLWithPath: path))
    do throws(DemonstrationError) {
      _ = try DemonstrationDecoder.decode(path: path, format: format)
      return nil
    } catch { return Fault(error) }
  }

  private var stack: Data {
    get throws {
      try Data(contentsOf: URL(fileURLWithPath: Repository.demo("stack_robosuite.hdf5")))
    }
  }

  @Test func bothFormatsAreTold() throws {
    #expect(try fault(stack) == nil)
    #expect(try fault(stack, .robomimic) == nil)
    let json = JSONFixture.data { _ in }
    #expect(try fault(json) == nil)
    #expect(try fault(json, .json) == nil)
  }

  @Test func theAnnouncedFormatMustBeTheRealOne() throws {
    #expect(try fault(stack, .json) == Fault(.unreadable, ""))
    #expect(try fault(JSONFixture.data { _ in }, .robomimic) == Fault(.unreadable, ""))
  }

  @Test(arguments: ["", "PK\u{3}\u{4}", "hello", "[1,2]", "   "])
  func foreignContentIsUnreadable(_ text: String) throws {
    #expect(try fault(Data(text.utf8)) == Fault(.unreadable, ""))
  }

  @Test func aFileThatIsNotThereIsUnreadable() {
    let error = #expect(throws: DemonstrationError.self) {
      try DemonstrationDecoder.decode(path: folder.path("nothing"))
    }
    #expect(error?.kind == .unreadable)
    #expect(throws: DemonstrationError.self) {
      try DemonstrationDecoder.decode(path: folder.url.path)
    }
  }

  @Test(arguments: [8, 100, 2048, 30_000, 200_000])
  func cutFilesAreUnreadable(_ length: Int) throws {
    #expect(try fault(stack.prefix(length))?.kind == .unreadable)
  }
}
