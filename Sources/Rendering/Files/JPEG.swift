import CTurboJPEG

/// Writes and reads pictures as JPEG (ISO/IEC 10918-1), by libturbojpeg.
public enum JPEG {
  /// How much of the colour is kept.
  public enum Sampling: Sendable {
    /// One colour for 2x2 pixels: small files.
    case color420
    /// One colour for each pixel: sharp edges between colours.
    case color444

    fileprivate var code: Int32 {
      switch self {
      case .color420: Int32(TJSAMP_420.rawValue)
      case .color444: Int32(TJSAMP_444.rawValue)
      }
    }
  }

  /// A picture as the bytes of a JPEG file; the same picture gives the same bytes.
  ///
  /// - Throws: `RenderingError` naming `quality` unless it is within 1...100.
  public static func encode(
    _ picture: Picture, quality: Int = 90, sampling: Sampling = .color420
  ) throws(RenderingError) -> [UInt8] {
    try encode(
      rgb: picture.bytes, width: picture.size.width, height: picture.size.height,
      quality: quality, sampling: sampling)
  }

  /// The same of bare bytes: 3 x width x height.
  static func encode(
    rgb: [UInt8], width: Int, height: Int, quality: Int, sampling: Sampling
  ) throws(RenderingError) -> [UInt8] {
    precondition(rgb.count == 3 * width * height)
    guard (1...100).contains(quality) else {
      throw RenderingError(
        field: "quality", reason: "is \(quality), but must be between 1 and 100")
    }
    guard let coder = tjInitCompress() else { throw failure(nil) }
    defer { tjDestroy(coder) }

    // the exact transform: its SIMD gives what its C gives, so that no processor differs
    var status: Int32 = 0
    let room = Int(tjBufSize(Int32(width), Int32(height), sampling.code))
    let file = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var place = buffer.baseAddress
      var length = UInt(room)
      status = tjCompress2(
        coder, rgb, Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &place, &length,
        sampling.code, Int32(quality), TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT)
      count = status == 0 ? Int(length) : 0
    }
    guard status == 0 else { throw failure(coder) }
    return file
  }

  /// The picture of a JPEG file.
  ///
  /// - Throws: `RenderingError` naming `jpeg` if it is damaged, or `width` or `height`.
  public static func decode(_ file: [UInt8]) throws(RenderingError) -> Picture {
    guard let coder = tjInitDecompress() else { throw failure(nil) }
    defer { tjDestroy(coder) }
    var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard
      tjDecompressHeader3(
        coder, file, UInt(file.count), &width, &height, &sampling, &space) == 0
    else { throw failure(coder) }
    // a file that ends within its head can still be no error
    guard width > 0, height > 0 else {
      throw RenderingError(field: "jpeg", reason: "failed: it holds no picture")
    }
    let size = try PictureSize(width: Int(width), height: Int(height))

    var status: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 3 * size.count) { buffer, count in
      status = tjDecompress2(
        coder, file, UInt(file.count), buffer.baseAddress, width, 0, height,
        Int32(TJPF_RGB.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING)
      count = status == 0 ? 3 * size.count : 0
    }
    guard status == 0 else { throw failure(coder) }
    return Picture(size, bytes: bytes)
  }

  private static func failure(_ coder: tjhandle?) -> RenderingError {
    RenderingError(field: "jpeg", reason: "failed: " + String(cString: tjGetErrorStr2(coder)))
  }
}
