/// What a frame is to hold beside its picture.
public struct FrameParts: OptionSet, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let depth = FrameParts(rawValue: 1)
  public static let instances = FrameParts(rawValue: 2)
  public static let all: FrameParts = [.depth, .instances]
}
