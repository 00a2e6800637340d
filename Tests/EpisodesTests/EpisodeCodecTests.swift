import Episodes
import Foundation
import Geometry
import TestSupport
import Testing

/// The catalog's file of an episode: exact, and robust against damage.
@Suite struct EpisodeCodecTests {
  /// An episode with every kind of number that is hard to keep.
  private func episode() -> Episode {
    var episode = SampleEpisode.make(scene: 3, motion: 2, steps: 9)
    episode.states[0] = -0.0
    episode.states[1] = .leastNonzeroMagnitude
    episode.states[2] = (0.1).nextUp
    episode.actions[0] = 1e-300
    episode.massCenters[4] = Vector3(0.1, -1e-17, 3)
    episode.recipe.options.nnK = 5
    episode.recipe.seed = .max
    return episode
  }

  @Test func `an episode survives bit for bit`() throws {
    let episode = episode()
    let back = try EpisodeCodec.decode(try EpisodeCodec.encode(episode))
    #expect(back == episode)
    // equality lets -0 pass as 0: compare the bits
    let numbers = [
      (back.states, episode.states), (back.actions, episode.actions),
      (back.targetPoses, episode.targetPoses), (back.jointPositions, episode.jointPositions),
      (back.gripperPositions, episode.gripperPositions),
    ]
    for (a, b) in numbers { #expect(a.map(\.bitPattern) == b.map(\.bitPattern)) }
    #expect(back.stateHash == episode.stateHash)
  }

  @Test func `the same episode gives the same bytes`() throws {
    #expect(try EpisodeCodec.encode(episode()) == EpisodeCodec.encode(episode()))
    var other = episode()
    other.goalReached[8].toggle()
    #expect(try EpisodeCodec.encode(episode()) != EpisodeCodec.encode(other))
  }

  @Test func `every cut is refused`() throws {
    let data = try EpisodeCodec.encode(episode())
    for length in Array(0..<400) + Array(stride(from: 400, to: data.count, by: 61)) {
      #expect(throws: EpisodeCodecError.self) { try EpisodeCodec.decode(data.prefix(length)) }
    }
    #expect(throws: EpisodeCodecError.damaged("bytes left over")) {
      try EpisodeCodec.decode(data + [0])
    }
  }

  @Test func `foreign bytes and other versions are told apart`() throws {
    var data = try EpisodeCodec.encode(episode())
    #expect(throws: EpisodeCodecError.notAnEpisode) {
      try EpisodeCodec.decode(Data(repeating: 0x20, count: 500))
    }
    data[4] = 2
    #expect(throws: EpisodeCodecError.unknownVersion(2)) { try EpisodeCodec.decode(data) }
  }

  @Test func `a header of impossible counts is refused`() throws {
    let data = try EpisodeCodec.encode(episode())
    let absurd = [
      ("\"steps\":9", "\"steps\":9223372036854775807"), ("\"steps\":9", "\"steps\":-1"),
      ("\"steps\":9", "\"steps\":8"), ("\"steps\":9", "\"steps\":999999999999"),
      ("\"jointCount\":7", "\"jointCount\":9223372036854775807"),
      ("\"jointCount\":7", "\"jointCount\":-7"), ("\"jointCount\":7", "\"jointCount\":8"),
      ("\"signalNames\":[\"grasp\"]", "\"signalNames\":[]"),
    ]
    for (old, new) in absurd {
      let changed = try replacing(old, by: new, in: data)
      #expect(throws: EpisodeCodecError.self, "\(new)") { try EpisodeCodec.decode(changed) }
    }
  }

  @Test func `a centre of mass is there for every body`() throws {
    var short = episode()
    short.massCenters.removeLast()
    let data = try EpisodeCodec.encode(short)
    #expect(throws: EpisodeCodecError.self) { try EpisodeCodec.decode(data) }
  }

  @Test func `flags and subtasks that are none are refused`() throws {
    let data = try EpisodeCodec.encode(episode())
    // the file ends with 9 signal values, 9 subtasks and 9 goal flags
    for bad in [Double.nan, .infinity, 1e300, 0.5, -1] {
      for place in [3, 12, 21] {
        var changed = data
        let offset = data.count - 8 * place
        withUnsafeBytes(of: bad.bitPattern.littleEndian) {
          changed.replaceSubrange(offset..<(offset + 8), with: $0)
        }
        #expect(throws: EpisodeCodecError.self, "\(bad) at \(place)") {
          try EpisodeCodec.decode(changed)
        }
      }
    }
  }

  @Test func `no damaged byte brings the reader down`() throws {
    // header and flags decide about memory; any answer but a crash will do, and most are refusals
    let data = try EpisodeCodec.encode(episode())
    var random = RandomStream(seed: 3)
    var refused = 0
    for _ in 0..<2000 {
      var changed = data
      let end = random.uniform() < 0.8 ? 1500 : data.count
      for _ in 0...random.integer(in: 0...2) {
        changed[random.integer(in: 0...(end - 1))] = UInt8(random.integer(in: 0...255))
      }
      if (try? EpisodeCodec.decode(changed)) == nil { refused += 1 }
    }
    #expect(refused > 500)
  }

  /// The bytes with a piece of the header replaced, and the header's length mended.
  private func replacing(_ old: String, by new: String, in data: Data) throws -> Data {
    let range = try #require(data.range(of: Data(old.utf8)))
    var changed = data
    changed.replaceSubrange(range, with: Data(new.utf8))
    let length = (8..<12).reversed().reduce(0) { $0 << 8 | Int(data[$1]) }
    let mended = UInt32(length + new.utf8.count - old.utf8.count)
    withUnsafeBytes(of: mended.littleEndian) { changed.replaceSubrange(8..<12, with: $0) }
    return changed
  }
}
