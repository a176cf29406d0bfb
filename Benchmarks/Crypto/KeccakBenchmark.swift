internal import Cryptography
internal import Foundation

/// Keccak-256 of a file of 50 MB, one thread, and of many messages of 96 bytes (an evidence record).
struct KeccakBenchmark {
  static let fileByteCount = 50_000_000
  static let messageCount = 500_000
  private let file: URL

  /// Writes the file.
  init() throws {
    file = FileManager.default.temporaryDirectory.appending(path: "bench-keccak-\(UUID()).bin")
    try Data(RandomBytes.make(Self.fileByteCount)).write(to: file)
  }

  func remove() { try? FileManager.default.removeItem(at: file) }

  var data: Anchors.KeccakData { Anchors.KeccakData(file: file.path, messages: Self.messageCount) }

  /// Megabytes per second of a file that is read from the system's cache.
  func fileRate(rounds: Int) throws -> Double {
    let seconds = try Measurement.once(rounds: rounds) { _ = try Keccak256.hash(contentsOf: file.path) }
    return Double(Self.fileByteCount) / 1e6 / seconds
  }

  /// Messages per second.
  func bulkRate(rounds: Int) throws -> Double {
    let messages = RandomBytes.make(96 * Self.messageCount)
    let seconds = try messages.withUnsafeBytes { memory in
      try Measurement.once(rounds: rounds) { _ = try Keccak256.hashMany(memory, length: 96) }
    }
    return Double(Self.messageCount) / seconds
  }

  /// Megabytes per second in memory, and messages per second, of every path of this machine.
  func paths(rounds: Int) throws -> [(path: KeccakPath, rate: Double, bulk: Double)] {
    let memory = RandomBytes.make(20_000_000)
    return try KeccakPath.available.map { path in
      let seconds = Measurement.once(rounds: rounds) {
        var hash = Keccak256(path: path)
        hash.update(memory)
        _ = hash.finalize()
      }
      let bulk = try memory[..<19_200_000].withUnsafeBytes { messages in
        try Measurement.once(rounds: rounds) { _ = try Keccak256.hashMany(messages, length: 96, path: path) }
      }
      return (path, 20 / seconds, 200_000 / bulk)
    }
  }
}
