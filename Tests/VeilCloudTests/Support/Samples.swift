import Cryptography
import Synchronization
import VeilCloud
import VeilEvidence

/// Keys, hashes and a clock that tests set.
enum Samples {
  /// 2026-03-01, 12:00 UTC, in milliseconds.
  static let noon: UInt64 = 1_772_366_400_000

  static func hash(_ text: String) -> Hash256 { Keccak256.hash(text.utf8) }

  static func key(_ name: String) throws -> SecretKey { try SecretKey(bytes: hash("key of \(name)").bytes) }

  static func bytes(_ count: Int, seed: UInt8 = 1) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &+ Int(seed)) }
  }
}

/// A clock that stands until a test moves it.
final class TestClock: Sendable {
  private let time = Mutex(Samples.noon)

  var now: UInt64 { time.withLock { $0 } }
  func advance(milliseconds: UInt64) { time.withLock { $0 += milliseconds } }
  var clock: CloudClock { CloudClock { self.now } }
}
