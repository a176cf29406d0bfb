package import Cryptography
internal import Ethereum
internal import Foundation

/// What the owner's desk gives a camera: on which ledger incidents are published, and a slot for each incident to come.
/// The camera that holds it can seal films to the owner and open none.
///
/// The file is canonical JSON with its own hash, so that a copying error is noticed. Whether it is the owner's and nobody
/// else's, two people see by comparing ``fingerprint`` on both machines.
package struct Pairing: Sendable, Hashable {
  package static let maximumSlotCount = 10_000
  /// The largest file that is read.
  package static let maximumFileSize = 4 << 20
  private static let kind = "veilcam.pairing"
  private static let version = 1

  package let chainID: UInt64
  /// The factory of evidence contracts.
  package let factory: Address
  /// In the order in which they are to be used.
  package let slots: [IncidentSlot]

  /// - Throws: `malformed` for no slot, too many, or one that occurs twice.
  package init(chainID: UInt64, factory: Address, slots: [IncidentSlot]) throws {
    guard (1...Self.maximumSlotCount).contains(slots.count) else { throw Self.wrongCount }
    guard Set(slots.map(\.index)).count == slots.count, Set(slots.map(\.owner)).count == slots.count,
      Set(slots.flatMap { [$0.original, $0.protected] }).count == 2 * slots.count
    else { throw AgentError(.malformed, "the pairing names a slot, an account or a key twice; have it made again") }
    self.chainID = chainID
    self.factory = factory
    self.slots = slots
  }

  static let wrongCount = AgentError(.malformed, "a pairing has 1 to \(maximumSlotCount) incident slots")

  /// The hash over everything but itself.
  package var hash: Hash256 { Keccak256.hash(content.text.utf8) }

  /// Eight digits of the hash, to be compared by people: `1a2b-3c4d`.
  package var fingerprint: String { "\(hash.hex.prefix(4))-\(hash.hex.dropFirst(4).prefix(4))" }

  private var content: JSON {
    [
      "kind": .string(Self.kind), "version": .integer(Self.version), "chainId": .integer(chainID),
      "factory": .string(Hex.encode(factory.bytes, prefix: true)), "slots": .array(slots.map(\.json)),
    ]
  }

  /// The file's text.
  package var text: String {
    guard case .object(var members) = content else { return "" }
    members["hash"] = .string(hash.description)
    return JSON.object(members).text
  }

  /// Reads what ``text`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`, `integrity`.
  package init(parsing bytes: [UInt8]) throws {
    guard let json = try? JSON(parsing: bytes) else {
      throw AgentError(.malformed, "this is no pairing file; make one with `veilcam dashcam pair`")
    }
    guard json["kind"]?.string == Self.kind else {
      throw AgentError(.malformed, "this is no pairing file; make one with `veilcam dashcam pair`")
    }
    guard json["version"]?.int == Self.version else {
      throw AgentError(.unsupportedVersion, "the pairing is of another version; use the veilcam that made it, or newer")
    }
    let fields = try StrictFields(json, of: "the pairing", ["kind", "version", "chainId", "factory", "slots", "hash"])
    try self.init(
      chainID: try fields.integer("chainId"), factory: try fields.address("factory"),
      slots: try fields.array("slots", limit: Self.maximumSlotCount).map { try IncidentSlot(json: $0) })
    guard try fields.hash("hash") == hash, Array(text.utf8) == bytes else {
      throw AgentError(.integrity, "the pairing was changed since it was made; copy it from the owner's machine again")
    }
  }

  /// Reads a file.
  /// - Throws: `notReadable`, and as ``init(parsing:)``.
  package init(contentsOf path: String) throws {
    try self.init(parsing: try PrivateFile.read(path, limit: Self.maximumFileSize))
  }
}
