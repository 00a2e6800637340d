import Authoring
import Geometry
import Kitchens
import Testing

@Suite struct ObjectLibraryTests {
  static let library = Result { try ObjectLibrary(folder: ObjectsFolder.path) }

  @Test func `has generators and categories enough`() throws {
    let library = try Self.library.get()
    #expect(library.models.models.count >= 60)
    #expect(library.categories.count >= 150)
    #expect(Set(library.categories.map(\.name)).count == library.categories.count)
    #expect(library.categories.map(\.name) == library.categories.map(\.name).sorted())
    #expect(library.categories.filter { $0.flags.contains(.graspable) }.count >= 100)
  }

  @Test func `finds categories by name, type and flag`() throws {
    let library = try Self.library.get()
    #expect(library["apple"]?.types == ["fruit"])
    #expect(library["nothing"] == nil)
    let fruit = try library.categories(ObjectFilter(types: ["fruit"], flags: [.graspable]))
    #expect(fruit.map(\.name).contains("banana"))
    #expect(fruit.allSatisfy { $0.types.contains("fruit") && $0.flags.contains(.graspable) })
    let but = try library.categories(
      ObjectFilter(types: ["fruit"], flags: [.graspable], excluding: ["banana"]))
    #expect(but.count == fruit.count - 1)
    let food = try library.categories(
      ObjectFilter(categories: ["apple", "bowl"], withoutFlags: [.receptacle]))
    #expect(food.map(\.name) == ["apple"])
  }

  @Test func `says what does not exist`() throws {
    let library = try Self.library.get()
    #expect(throws: AuthoringError.self) {
      try library.categories(ObjectFilter(categories: ["aple"]))
    }
    #expect(throws: AuthoringError.self) { try library.categories(ObjectFilter(types: ["friut"])) }
    #expect(throws: AuthoringError.self) {
      try library.instance(ObjectLibrary.Choice(category: "apple", index: 1000))
    }
    #expect(throws: AuthoringError.self) {
      try library.instance(ObjectLibrary.Choice(category: "aple", index: 0))
    }
    let none = ObjectFilter(categories: ["apple"], flags: [.receptacle])
    #expect(throws: AuthoringError.self) {
      try library.draw(none, split: nil, stream: RandomStream(seed: 1))
    }
  }

  @Test func `keeps one instance in five for testing, and none twice`() throws {
    let library = try Self.library.get()
    var tests = 0
    for category in library.categories {
      let test = library.indices(of: category.name, split: .test)
      let train = library.indices(of: category.name, split: .train)
      #expect(Set(test).isDisjoint(with: train))
      #expect(test.count + train.count == ObjectCategory.instances.count)
      // five standard deviations of a fair draw
      #expect((137...263).contains(test.count), "\(category.name)")
      tests += test.count
    }
    let share = Double(tests) / Double(library.categories.count * ObjectCategory.instances.count)
    #expect((0.19...0.21).contains(share))
  }

  @Test func `draws the same from the same stream, and of the split that was asked for`() throws {
    let library = try Self.library.get()
    let filter = ObjectFilter(types: ["vegetable"], flags: [.graspable])
    var drawn: Set<ObjectLibrary.Choice> = []
    for seed in 0..<40 {
      let stream = RandomStream(seed: UInt64(seed))
      for split in InstanceSplit.allCases {
        let choice = try library.draw(filter, split: split, stream: stream)
        #expect(choice == (try library.draw(filter, split: split, stream: stream)))
        #expect(InstanceSplit(category: choice.category, index: choice.index) == split)
        #expect(library[choice.category].map { filter.admits($0) } == true)
        drawn.insert(choice)
      }
      // the split does not change what is drawn as category
      let train = try library.draw(filter, split: .train, stream: stream)
      let test = try library.draw(filter, split: .test, stream: stream)
      #expect(train.category == test.category)
    }
    #expect(Set(drawn.map(\.category)).count >= 10)
  }

  @Test func `splits by a hash that never changes`() {
    let firsts = (0..<1000).filter { InstanceSplit(category: "apple", index: $0) == .test }
    #expect(Array(firsts.prefix(6)) == [0])
  }

  @Test func `lets a category have surfaces of its own`() throws {
    let library = try Self.library.get()
    func kind(_ category: String) -> String? {
      library.model(category)?.materials(of: category).first { $0.name == "body" }?.kind
    }
    #expect(kind("cup") == "plastic")
    #expect(kind("glass_cup") == "glass")
  }
}
