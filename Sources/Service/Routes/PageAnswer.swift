import Catalog
import JSONText

/// A page of a list as an answer.
enum PageAnswer {
  /// `{name: [...], "next_page_token": ...}`.
  static func make<Record>(
    _ page: Page<Record>, name: String, _ json: (Record) throws -> JSON
  ) rethrows -> Answer {
    .json(
      .object([
        name: .array(try page.records.map(json)),
        "next_page_token": JSON(page.nextPageToken),
      ]))
  }
}
