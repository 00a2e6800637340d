/// What the numbers of an array are, named as numpy names them.
public enum NumpyElementType: String, Sendable, CaseIterable {
  case uint8 = "|u1"
  case uint16 = "<u2"
  case float32 = "<f4"
  case float64 = "<f8"

  /// Bytes of one number.
  public var size: Int {
    switch self {
    case .uint8: 1
    case .uint16: 2
    case .float32: 4
    case .float64: 8
    }
  }
}

/// A number that an array may hold.
public protocol NumpyElement: BitwiseCopyable, Sendable {
  static var numpyType: NumpyElementType { get }
}

extension UInt8: NumpyElement {
  public static var numpyType: NumpyElementType { .uint8 }
}

extension UInt16: NumpyElement {
  public static var numpyType: NumpyElementType { .uint16 }
}

extension Float: NumpyElement {
  public static var numpyType: NumpyElementType { .float32 }
}

extension Double: NumpyElement {
  public static var numpyType: NumpyElementType { .float64 }
}
