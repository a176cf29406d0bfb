import Cryptography
import Ethereum
import Foundation

/// Everything that stands on the ledger between two blocks, cut into overlapping pieces: what two incidents have in common
/// is then a piece that both have, wherever it stands in addresses, calls and events.
struct LedgerTraces {
  /// Bytes of a piece.
  private static let length = 16
  /// Fewer different bytes are counters, sums and padding.
  private static let leastVariety = 11

  private(set) var pieces: Set<[UInt8]> = []

  /// Transactions and events of a range of blocks, the first one left out.
  static func read(_ node: EthereumNode, after first: UInt64, through last: UInt64) async throws -> LedgerTraces {
    var traces = LedgerTraces()
    for number in (first + 1)...last {
      let name = JSON.string("0x" + String(number, radix: 16))
      let block = try await node.client.call("eth_getBlockByNumber", [name, .bool(true)])
      for transaction in block["transactions"]?.array ?? [] {
        for member in ["from", "to", "input"] { try traces.add(transaction[member]) }
      }
      for receipt in try await node.client.call("eth_getBlockReceipts", [name]).array ?? [] {
        try traces.add(receipt["contractAddress"])
        for log in receipt["logs"]?.array ?? [] {
          for part in [log["address"], log["data"]] + (log["topics"]?.array ?? []) { try traces.add(part) }
        }
      }
    }
    return traces
  }

  /// Those of addresses as they stand in calls and events.
  static func of(_ addresses: [Address]) -> LedgerTraces {
    var traces = LedgerTraces()
    for address in addresses { traces.add([UInt8](repeating: 0, count: 12) + address.bytes) }
    return traces
  }

  static func pieces(of bytes: [UInt8]) -> Set<[UInt8]> {
    var traces = LedgerTraces()
    traces.add(bytes)
    return traces.pieces
  }

  private mutating func add(_ value: JSON?) throws {
    guard let text = value?.string else { return }
    add(try Hex.decode(text))
  }

  /// Behind it stand zeros, as behind the last field.
  private mutating func add(_ bytes: [UInt8]) {
    let bytes = bytes + [UInt8](repeating: 0, count: Self.length)
    for start in 0...(bytes.count - Self.length) {
      let piece = Array(bytes[start..<start + Self.length])
      if Set(piece).count >= Self.leastVariety { pieces.insert(piece) }
    }
  }
}
