package import Cryptography
package import Ethereum
internal import VeilEvidence

/// What became of the records of `POST /v1/records`.
package struct RecordsReply: Sendable, Hashable, Codable {
  /// Why a record was not taken.
  package enum Fault: String, Sendable, Hashable, Codable, CaseIterable {
    case malformed, badSignature, notEnrolled
    /// A second, different record of a number that is there.
    case fork
    /// The film is there under another number.
    case replay
    /// Previous hash, next record or file name do not fit the neighbours.
    case wrongPrevious, wrongName
    /// The key was handed over before the device made this record.
    case backDated
  }

  package enum State: String, Sendable, Hashable, Codable {
    case stored
    /// It was there before: nothing changed, the receipt is a fresh one.
    case duplicate
    case refused
  }

  /// The answer for one record.
  package struct Item: Sendable, Hashable, Codable {
    package let state: State
    /// The signed receipt, docs/formats.md section 4. Nil where refused.
    package let receipt: JSONValue?
    package let fault: Fault?
    /// A sentence, where refused.
    package let message: String?

    package init(state: State, receipt: JSONValue? = nil, fault: Fault? = nil, message: String? = nil) {
      self.state = state
      self.receipt = receipt
      self.fault = fault
      self.message = message
    }
  }

  /// Records that are missing before a later one, both ends included.
  package struct Gap: Sendable, Hashable, Codable {
    package let device: Address
    package let first: UInt32
    package let last: UInt32

    package init(device: Address, first: UInt32, last: UInt32) {
      self.device = device
      self.first = first
      self.last = last
    }
  }

  /// One for each record, in the order of the body.
  package let items: [Item]
  /// Gaps of the devices in the batch, as they are now.
  package let gaps: [Gap]

  package init(items: [Item], gaps: [Gap]) {
    self.items = items
    self.gaps = gaps
  }
  /// The same as the encoder writes, without its detours: a cloud answers a thousand of these a second.
  package var json: JSON {
    [
      "items": .array(items.map(\.json)),
      "gaps": .array(
        gaps.map { gap in
          ["device": .string(gap.device.description), "first": .integer(gap.first), "last": .integer(gap.last)]
        }),
    ]
  }
}

extension RecordsReply.Item {
  fileprivate var json: JSON {
    var members: [String: JSON] = ["state": .string(state.rawValue)]
    if let receipt { members["receipt"] = receipt.json }
    if let fault { members["fault"] = .string(fault.rawValue) }
    if let message { members["message"] = .string(message) }
    return .object(members)
  }
}
