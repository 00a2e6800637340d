/// A picture made small for lists.
public enum Thumbnail {
  /// The most pixels across.
  public static let width = 64
  /// JPEG's quality.
  public static let quality = 80

  /// A picture as JPEG, at most 64 pixels wide; smaller ones keep their size.
  ///
  /// - Throws: `RenderingError` if the picture cannot be encoded.
  public static func encode(_ picture: Picture) throws(RenderingError) -> [UInt8] {
    try JPEG.encode(BoxFilter.shrink(picture, width: width), quality: quality)
  }
}
