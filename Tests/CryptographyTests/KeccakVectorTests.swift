import Foundation
import Testing
import VectorTesting

@testable import Cryptography

/// XKCP's files: intermediate values of Keccak-f[1600], and known answers of Keccak-256.
@Suite("Keccak vectors", .enabled(if: Vectors.isPresent, Comment(rawValue: Vectors.absence)))
struct KeccakVectorTests {
  @Test("every file of the family")
  func family() throws {
    try Vectors.check("keccak") { try run($0) }
  }

  private func run(_ path: String) throws -> Int {
    let text = String(decoding: try Vectors.content(of: path), as: UTF8.self)
    let name = path.lowercased()
    if name.contains("keccakf-1600") { return try permutation(text, path) }
    if text.contains("Len =") && text.contains("MD =") && name.contains("keccak") && name.contains("256") {
      return try knownAnswers(text, path)
    }
    Issue.record("no reader knows \(path)", severity: .warning)
    return 0
  }

  /// Each example gives a state before ("Input of permutation") or takes the last one, and the state after.
  private func permutation(_ text: String, _ path: String) throws -> Int {
    var total = 0
    for keccak in KeccakPath.available {
      var state: [UInt64]?
      var count = 0
      let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      for (line, next) in zip(lines, lines.dropFirst()) {
        if line.hasPrefix("Input of permutation") { state = try lanes(next) }
        guard line.hasPrefix("State after permutation"), var lanes = state else { continue }
        Keccak256.permute(&lanes, path: keccak)
        #expect(try lanes == self.lanes(next), "\(path), example \(count), \(keccak)")
        state = lanes
        count += 1
      }
      #expect(count > 0, "\(path) holds no example")
      total += count
    }
    return total
  }

  private func lanes(_ line: String) throws -> [UInt64] {
    let bytes = try Hex.decode(line.filter { !$0.isWhitespace })
    try #require(bytes.count == 200)
    return bytes.withUnsafeBytes { memory in
      (0..<25).map { UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
    }
  }

  private func knownAnswers(_ text: String, _ path: String) throws -> Int {
    var fields: [String: String] = [:]
    var count = 0
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { continue }
      fields[parts[0]] = parts[1]
      guard parts[0] == "MD", let bits = fields["Len"].flatMap({ Int($0) }), bits.isMultiple(of: 8) else { continue }
      let message = try Hex.decode(fields["Msg"] ?? "").prefix(bits / 8)
      for keccak in KeccakPath.available {
        var hash = Keccak256(path: keccak)
        hash.update(message)
        #expect(hash.finalize() == Hash256(hex: parts[1]), "\(path), \(bits) bits, \(keccak)")
      }
      count += 1
    }
    #expect(count > 0, "\(path) holds no known answer")
    return count
  }
}
