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
    let size = try BoxFilter.size(of: picture.size, width: width)
    return try JPEG.encode(
      rgb: BoxFilter.bytes(of: picture, size: size), width: size.width, height: size.height,
      quality: quality, sampling: .color420)
  }
}
