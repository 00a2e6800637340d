/// The members of a JSON object, in the order of the text; equality does not look at the order.
///
/// A look-up by key goes through the members one by one.
public struct JSONObject: Sendable {
  /// One member.
  public typealias Element = (key: String, value: JSON)

  private var list: [Element] = []

  /// No members.
  public init() {}

  /// Members in the given order; of a repeated key the last value stays.
  public init(_ members: some Sequence<(String, JSON)>) {
    for (key, value) in members { self[key] = value }
  }

  /// The members of a dictionary, sorted by key.
  public init(_ members: [String: JSON]) {
    list = members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Members whose keys are known to differ.
  init(unique members: [Element]) { list = members }

  /// The keys, in order.
  public var keys: [String] { list.map(\.key) }

  /// The values, in the order of the keys.
  public var values: [JSON] { list.map(\.value) }

  /// The value of a key; nil when absent.
  ///
  /// A new key goes to the end, and setting nil removes a key.
  public subscript(_ key: String) -> JSON? {
    get { list.first { $0.key == key }?.value }
    set {
      let index = list.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): list[index].value = value
      case (let index?, nil): list.remove(at: index)
      case (nil, let value?): list.append((key, value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: RandomAccessCollection {
  public var startIndex: Int { list.startIndex }
  public var endIndex: Int { list.endIndex }
  public subscript(_ index: Int) -> Element { list[index] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Members in the order written; of a repeated key the last value stays.
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

extension JSONObject: Equatable {
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    guard a.count == b.count else { return false }
    if a.list.elementsEqual(b.list, by: { $0.key == $1.key }) {
      return a.list.elementsEqual(b.list) { $0.value == $1.value }
    }
    // another order: keys differ within each
    let values = Dictionary(b.list.map { ($0.key, $0.value) }) { first, _ in first }
    return a.list.allSatisfy { values[$0.key] == $0.value }
  }
}
