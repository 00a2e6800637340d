import Rendering

/// Pictures that are the same in every run: a gradient, a little noise, and a box that moves.
enum SampleFrames {
  static func one(_ number: Int = 0, width: Int = 84, height: Int = 84) throws -> Picture {
    var picture = Picture(try PictureSize(width: width, height: height))
    var state: UInt32 = 7
    for y in 0..<height {
      for x in 0..<width {
        state = state &* 1_664_525 &+ 1_013_904_223
        let noise = Int(state >> 29)
        picture[x, y] = Color(
          UInt8(60 + 120 * x / width + noise), UInt8(50 + 140 * y / height + noise), 90)
      }
    }
    picture.fill(
      x: 3 * number % width, y: height / 2, width: width / 6 + 1, height: height / 6 + 1,
      with: Color(200, 30, 40))
    return picture
  }

  static func many(_ count: Int, width: Int = 84, height: Int = 84) throws -> [Picture] {
    try (0..<count).map { try one($0, width: width, height: height) }
  }

  /// How far two pictures' values are apart in the mean.
  static func difference(_ one: Picture, _ other: Picture) -> Double {
    let sum = zip(one.bytes, other.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(one.bytes.count)
  }
}
