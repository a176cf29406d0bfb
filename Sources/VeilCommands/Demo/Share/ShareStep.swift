import Cryptography
import Foundation

/// One thing that happened in the demonstration of sharing.
struct ShareStep: Sendable, Encodable {
  /// 0 what was there before, 1 to 4 the algorithms of the sharing paper.
  let algorithm: Int
  let name: String
  /// Of what was made: a videoHash, a transaction, a ciphertext root.
  let hash: String?
  let gas: UInt64?
  let bytes: Int?
  let seconds: Double
  let detail: String

  /// As a line for people.
  var line: String {
    let sizes = [gas.map { "\($0.formatted()) gas" }, bytes.map { "\($0.formatted()) bytes" }].compactMap { $0 }
    let parts = [detail] + sizes + [String(format: "%.2f s", seconds)]
    let head = "  \(name): \(parts.filter { !$0.isEmpty }.joined(separator: ", "))"
    return hash.map { "\(head)\n      \($0)" } ?? head
  }

  static let titles = [
    "Before: contracts and keys", "Algorithm 1: the camera records, notices, protects, seals and publishes",
    "Algorithm 2: the cloud verifies and the ledger's search learns of it",
    "Algorithm 3: the requester searches and asks",
    "Algorithm 4: the owner approves; the requester opens, checks and pays",
  ]
}

/// What the demonstration came to.
struct ShareResult: Sendable, Encodable {
  let film: String
  /// The film that the requester opened, and the protected rendition that the camera had made.
  let opened: String
  let protected: String
  /// Whether the two are the same, byte for byte.
  let isEqual: Bool
  /// Seconds from the incident until it was found by a search: without the protecting and the publishing delay, and the
  /// protecting alone.
  let searchableSeconds: Double
  let protectSeconds: Double
  /// Bytes of the recordings that the incident holds.
  let recordedBytes: Int
  let steps: [ShareStep]
}
