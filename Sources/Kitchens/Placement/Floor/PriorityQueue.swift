/// A binary heap of numbered states; of equal keys, the one that came first comes out first.
struct PriorityQueue {
  private struct Entry {
    var key: Double
    var order: Int
    var state: Int
  }

  private var heap: [Entry] = []
  private var pushed = 0

  mutating func push(_ state: Int, key: Double) {
    heap.append(Entry(key: key, order: pushed, state: state))
    pushed += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.isBefore(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the state with the smallest key.
  mutating func pop() -> Int? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.state }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if Self.isBefore(heap[child], heap[least]) { least = child }
      }
      guard least != parent else { return first.state }
      heap.swapAt(least, parent)
      parent = least
    }
  }

  private static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
    (a.key, a.order) < (b.key, b.order)
  }
}
