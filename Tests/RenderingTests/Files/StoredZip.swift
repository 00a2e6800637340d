import CZlib

/// A zip file of one entry that is not deflated, as `numpy.savez` writes it but without zip64.
enum StoredZip {
  static func file(name: String, _ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let checksum = Int(crc32(0, bytes, UInt32(bytes.count)))
    let common =
      little(20, 2) + little(0, 4) + little(0, 2) + little(0x21, 2) + little(checksum, 4)
      + little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2)
      + little(0, 2)
    let local = little(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
    let central = little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 14) + Array(name.utf8)
    return local + central + little(0x0605_4B50, 4) + little(0, 4) + little(1, 2) + little(1, 2)
      + little(central.count, 4) + little(local.count, 4) + little(0, 2)
  }
}
