/// How many pixels a picture has across and down.
public struct PictureSize: Sendable, Hashable {
  /// The longest side.
  public static let limit = 8192

  public let width: Int
  public let height: Int

  /// - Throws: `RenderingError` naming `width` or `height` unless both are within 1...8192.
  public init(width: Int, height: Int) throws(RenderingError) {
    for (field, side) in [("width", width), ("height", height)]
    where !(1...Self.limit).contains(side) {
      throw RenderingError(
        field: field, reason: "is \(side), but must be between 1 and \(Self.limit)")
    }
    self.width = width
    self.height = height
  }

  /// Pixels in all.
  public var count: Int { width * height }
}
