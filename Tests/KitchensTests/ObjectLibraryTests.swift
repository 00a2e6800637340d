import Authoring
import Episodes
import Geometry
import Kitchens
import Testing

@Suite struct ObjectLibraryTests {
  static let library = Result { try ModelLibrary(folder: ObjectsFolder.path) }

  @Test func `has generators and categories enough`() throws {
    let library = try Self.library.get()
    let categories = library.categories.map(\.category)
    #expect(library.models.count >= 60)
    #expect(categories.count >= 150)
    #expect(Set(categories.map(\.name)).count == categories.count)
    #expect(categories.filter { $0.flags.contains(.graspable) }.count >= 100)
    #expect(categories.allSatisfy { !$0.words.isEmpty })
  }

  @Test func `finds categories by name, type and flag`() throws {
    let library = try Self.library.get()
    #expect(library.category("apple")?.types == ["fruit"])
    #expect(library.category("nothing") == nil)
    var filter = ObjectFilter()
    filter.types = ["fruit"]
    filter.flags = ["graspable"]
    let fruit = library.matches(filter).map(\.category)
    #expect(fruit.map(\.name).contains("banana"))
    #expect(fruit.allSatisfy { $0.types.contains("fruit") && $0.flags.contains(.graspable) })
    filter.exclude = ["banana"]
    #expect(library.matches(filter).count == fruit.count - 1)
    #expect(library.types.contains("receptacle"))
    #expect(library.types == library.types.sorted())
  }

  @Test func `says what does not exist`() throws {
    let library = try Self.library.get()
    var filter = ObjectFilter()
    #expect(library.problem(with: filter) == nil)
    filter.categories = ["aple"]
    #expect(library.problem(with: filter) == "aple is no category of objects")
    filter = ObjectFilter()
    filter.types = ["friut"]
    #expect(library.problem(with: filter)?.hasPrefix("friut is no type of objects") == true)
    filter = ObjectFilter()
    filter.flags = ["edible"]
    #expect(library.problem(with: filter)?.hasPrefix("edible is no flag of objects") == true)
    filter.categories = ["apple"]
    filter.flags = ["receptacle"]
    #expect(library.problem(with: filter) == "no category of objects has all that is asked for")

    #expect(throws: AuthoringError.self) {
      try library.object(ObjectChoice(category: "apple", index: 1000))
    }
    #expect(throws: AuthoringError.self) {
      try library.object(ObjectChoice(category: "aple", index: 0))
    }
  }

  @Test func `draws the same from the same stream, and of the split that was asked for`() throws {
    let library = try Self.library.get()
    var filter = ObjectFilter()
    filter.types = ["vegetable"]
    filter.flags = ["graspable"]
    var drawn: Set<ObjectChoice> = []
    for seed in 0..<40 {
      let stream = RandomStream(seed: UInt64(seed))
      for split in [KitchenOptions.Split.train, .test] {
        let choice = try #require(library.draw(filter, split: split, stream: stream))
        #expect(choice == library.draw(filter, split: split, stream: stream))
        #expect(ObjectSplit.isTest(choice.category, choice.index) == (split == .test))
        #expect(library.category(choice.category)?.types.contains("vegetable") == true)
        drawn.insert(choice)
      }
    }
    #expect(Set(drawn.map(\.category)).count >= 10)
  }

  @Test func `draws what fits in a box, or nothing`() throws {
    let library = try Self.library.get()
    var filter = ObjectFilter()
    filter.maxSize = Vector3(0.08, 0.08, 0.08)
    for seed in 0..<40 {
      let choice = try #require(
        library.draw(filter, split: .all, stream: RandomStream(seed: UInt64(seed))))
      let size = try library.object(choice).size
      #expect(max(size.x, size.y, size.z) <= 0.08)
    }
    filter.maxSize = Vector3(0.001, 0.001, 0.001)
    #expect(library.draw(filter, split: .all, stream: RandomStream(seed: 1)) == nil)
  }

  @Test func `lets a category have surfaces of its own`() throws {
    let library = try Self.library.get()
    func kind(_ category: String) -> String? {
      library.model(category: category)?.materials(of: category).first { $0.name == "body" }?.kind
    }
    #expect(kind("cup") == "plastic")
    #expect(kind("glass_cup") == "glass")
  }
}
