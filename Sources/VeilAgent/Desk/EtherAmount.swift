package import Ethereum

/// Sums as people write them: in ETH with up to 18 decimal places, or in wei.
package enum EtherAmount {
  private static let decimals = 18

  /// `0.05 ETH`; very small sums in wei.
  package static func text(_ wei: UInt256) -> String {
    guard !wei.isZero else { return "0 ETH" }
    guard wei.description.count > 10 else { return "\(wei) wei" }
    return "\(decimal(wei)) ETH"
  }

  /// `0.05`: what ``parse(_:)`` reads again.
  package static func decimal(_ wei: UInt256) -> String {
    let digits = wei.description
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    let fraction = String(padded.suffix(decimals).reversed().drop { $0 == "0" }.reversed())
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }

  /// Reads `0.05`, `0.05 ETH`, `1000 wei`.
  /// - Throws: `invalidSetting`.
  package static func parse(_ text: String) throws -> UInt256 {
    let words = text.split(separator: " ")
    let unit = words.count > 1 ? words[1].lowercased() : "eth"
    guard (1...2).contains(words.count), ["eth", "wei"].contains(unit) else { throw wrong(text) }
    let parts = words[0].split(separator: ".", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isDigits, parts.count <= (unit == "eth" ? 2 : 1) else { throw wrong(text) }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.count <= decimals else { throw wrong(text) }
    let zeros = unit == "eth" ? String(repeating: "0", count: decimals - fraction.count) : ""
    guard let value = try? UInt256(decimal: parts[0] + fraction + zeros) else { throw wrong(text) }
    return value
  }

  private static func wrong(_ text: String) -> DeskError {
    DeskError(.invalidSetting, "“\(text.prefix(40))” is no sum; write 0.05 for ETH, or 1000 wei")
  }
}
