import Foundation
import Testing

@testable import Cryptography

@Suite("Keccak-256")
struct KeccakTests {
  /// Lengths around every boundary of word and block, and long ones.
  static let lengths = [0, 1, 7, 8, 9, 31, 32, 95, 96, 127, 128, 135, 136, 137, 143, 144, 271, 272, 273, 1_000, 10_007]

  @Test(
    "known answers",
    arguments: [
      ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
      ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
      (
        "The quick brown fox jumps over the lazy dog",
        "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15"
      ),
    ])
  func knownAnswer(message: String, digest: String) {
    #expect(Keccak256.hash(message.utf8).hex == digest)
  }

  @Test("every path and every way to cut a message give one hash", arguments: KeccakPath.available, lengths)
  func pathsAgree(path: KeccakPath, length: Int) {
    let message = Self.message(length)
    let expected = Self.hash([message[...]], .portable)
    #expect(Self.hash([message[...]], path) == expected)
    for cut in [1, 3, 8, 135, 136, 137] where cut < length {
      #expect(Self.hash([message[..<cut], message[cut...]], path) == expected)
      let parts = stride(from: 0, to: length, by: cut).map { message[$0..<min($0 + cut, length)] }
      #expect(Self.hash(parts, path) == expected)
    }
  }

  @Test("many messages at once give their single hashes", arguments: KeccakPath.available, lengths.dropFirst())
  func manyAgree(path: KeccakPath, length: Int) throws {
    for count in [0, 1, 3, 4, 7, 8, 9, 21] {
      let together = Self.message(length * count)
      let expected = (0..<count).map { Self.hash([together[$0 * length..<($0 + 1) * length]], .portable) }
      let hashes = try together.withUnsafeBytes { try Keccak256.hashMany($0, length: length, path: path) }
      #expect(hashes == expected)
    }
  }

  @Test("messages of mixed lengths keep their order")
  func mixedLengths() {
    let messages = (Self.lengths + Self.lengths + Self.lengths).shuffled().map(Self.message)
    #expect(Keccak256.hashMany(messages) == messages.map { Keccak256.hash($0) })
  }

  @Test("messages that do not fill the memory are refused", arguments: [(100, 96), (96, 0), (96, -1)])
  func refusesRemainder(count: Int, length: Int) {
    let memory = Self.message(count)
    #expect(throws: CryptographyError.self) {
      try memory.withUnsafeBytes { try Keccak256.hashMany($0, length: length) }
    }
  }

  @Test("a hash can be taken in the middle of a message")
  func finalizeKeepsState() {
    var hash = Keccak256()
    hash.update("ab".utf8)
    #expect(hash.finalize() == Keccak256.hash("ab".utf8))
    hash.update("c".utf8)
    #expect(hash.finalize() == Keccak256.hash("abc".utf8))
  }

  @Test("a file is hashed as its bytes are", arguments: [0, 1, 1 << 20, 2_500_003])
  func file(length: Int) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "keccak-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let message = Self.message(length)
    try Data(message).write(to: URL(filePath: path))
    #expect(try Keccak256.hash(contentsOf: path) == Keccak256.hash(message))
  }

  @Test("a missing file and a folder are refused", arguments: ["/nonexistent/film.mp4", "/tmp"])
  func unreadable(path: String) throws {
    let error = #expect(throws: CryptographyError.self) { try Keccak256.hash(contentsOf: path) }
    #expect(error?.code == .notReadable)
  }

  static func message(_ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
  }

  static func hash(_ parts: [ArraySlice<UInt8>], _ path: KeccakPath) -> Hash256 {
    var hash = Keccak256(path: path)
    for part in parts { hash.update(part) }
    return hash.finalize()
  }
}
