import Datasets
import Testing

/// Sides have an order.
@Suite struct DatasetSideTests {
  @Test func theOrderIsSideBySide() {
    #expect(DatasetSide.order([.test, .train, .valid, .train, .test]) == [1, 3, 2, 0, 4])
    #expect(DatasetSide.allCases.sorted() == [.train, .valid, .test])
  }
}
