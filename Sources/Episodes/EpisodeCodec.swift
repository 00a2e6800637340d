import Foundation
import Geometry

/// Why bytes are no episode.
public enum EpisodeCodecError: Error, Sendable, Equatable {
  case notAnEpisode
  case unknownVersion(UInt32)
  case damaged(String)
}

/// The catalog's file of one episode: a JSON header and the arrays as little-endian doubles.
///
/// Layout: `DMEP`, format version (u32), header length (u32), header (JSON, sorted keys), arrays in the
/// header's order. The same episode always gives the same bytes.
public enum EpisodeCodec {
  static let magic = Array("DMEP".utf8)
  static let version: UInt32 = 1

  struct Header: Codable {
    var recipe: EpisodeRecipe
    var bodies: [String]
    var massCenters: [Vector3]
    var jointCount: Int
    var signalNames: [String]
    var steps: Int
    /// Nil for an arm's seven numbers.
    var actionWidth: Int?
  }

  /// The bytes of an episode.
  public static func encode(_ episode: Episode) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let header = try encoder.encode(
      Header(
        recipe: episode.recipe, bodies: episode.bodies, massCenters: episode.massCenters,
        jointCount: episode.jointCount, signalNames: episode.signalNames, steps: episode.steps,
        actionWidth: episode.actionWidth == Episode.armActionWidth ? nil : episode.actionWidth))

    // everything that is not a double is written as one, which keeps the reader simple
    var numbers = episode.actions
    numbers += episode.states
    numbers += episode.targetPoses
    numbers += episode.jointPositions
    numbers += episode.gripperPositions
    for signal in episode.signals { numbers += signal.map { $0 ? 1 : 0 } }
    numbers += episode.subtasks.map(Double.init)
    numbers += episode.goalReached.map { $0 ? 1 : 0 }

    var data = Data(magic)
    append(version, to: &data)
    append(UInt32(header.count), to: &data)
    data.append(header)
    data.reserveCapacity(data.count + numbers.count * 8)
    let words = numbers.map { $0.bitPattern.littleEndian }
    words.withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }

  /// The episode of bytes made by `encode`.
  ///
  /// - Throws: `EpisodeCodecError` when they are not.
  public static func decode(_ data: Data) throws -> Episode {
    let bytes = [UInt8](data)
    guard bytes.count >= 12, Array(bytes[0..<4]) == magic else {
      throw EpisodeCodecError.notAnEpisode
    }
    let found = word(bytes, at: 4)
    guard found == version else { throw EpisodeCodecError.unknownVersion(found) }
    let length = Int(word(bytes, at: 8))
    guard bytes.count >= 12 + length else { throw EpisodeCodecError.damaged("header cut short") }
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(bytes[12..<(12 + length)]))
    } catch { throw EpisodeCodecError.damaged("header unreadable: \(error)") }

    // counts that fit the bytes, so that no product below overflows
    guard (0...bytes.count).contains(header.steps), (0...bytes.count).contains(header.jointCount),
      header.massCenters.count == header.bodies.count,
      (1...64).contains(header.actionWidth ?? Episode.armActionWidth)
    else { throw EpisodeCodecError.damaged("header of impossible counts") }

    var reader = NumberReader(bytes: bytes, offset: 12 + length)
    let t = header.steps
    var episode = Episode(
      recipe: header.recipe, bodies: header.bodies, massCenters: header.massCenters,
      jointCount: header.jointCount, signalNames: header.signalNames,
      actionWidth: header.actionWidth ?? Episode.armActionWidth)
    episode.actions = try reader.take(t * episode.actionWidth)
    episode.states = try reader.take((t + 1) * episode.stateRowWidth)
    episode.targetPoses = try reader.take(t * 7)
    episode.jointPositions = try reader.take((t + 1) * header.jointCount)
    episode.gripperPositions = try reader.take((t + 1) * 2)
    episode.signals = try header.signalNames.map { _ in try reader.flags(t) }
    episode.subtasks = try reader.indices(t)
    episode.goalReached = try reader.flags(t)
    guard reader.offset == bytes.count else { throw EpisodeCodecError.damaged("bytes left over") }
    return episode
  }

  private static func append(_ value: UInt32, to data: inout Data) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }

  private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }
}

/// Takes little-endian doubles off a byte array.
private struct NumberReader {
  let bytes: [UInt8]
  var offset: Int

  mutating func take(_ count: Int) throws -> [Double] {
    guard count >= 0, offset + count * 8 <= bytes.count else {
      throw EpisodeCodecError.damaged("arrays cut short")
    }
    defer { offset += count * 8 }
    return bytes.withUnsafeBytes { raw in
      (0..<count).map {
        Double(
          bitPattern: UInt64(
            littleEndian: raw.loadUnaligned(fromByteOffset: offset + $0 * 8, as: UInt64.self)))
      }
    }
  }

  /// Numbers that must be 0 or 1.
  mutating func flags(_ count: Int) throws -> [Bool] {
    try take(count).map { number in
      guard number == 0 || number == 1 else { throw EpisodeCodecError.damaged("a flag is none") }
      return number == 1
    }
  }

  /// Numbers that must be whole and not negative.
  mutating func indices(_ count: Int) throws -> [Int] {
    try take(count).map { number in
      guard let index = Int(exactly: number), index >= 0 else {
        throw EpisodeCodecError.damaged("a subtask is none")
      }
      return index
    }
  }
}
