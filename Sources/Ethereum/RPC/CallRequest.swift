package import Cryptography

/// A call that is tried out and not sent: for reading contracts and for estimating gas.
package struct CallRequest: Sendable, Hashable {
  package var from: Address?
  /// The contract; nil tries a deployment.
  package var to: Address?
  package var value: UInt256
  package var data: [UInt8]
  package var gasLimit: UInt64?

  package init(
    from: Address? = nil, to: Address?, value: UInt256 = .zero, data: [UInt8] = [], gasLimit: UInt64? = nil
  ) {
    self.from = from
    self.to = to
    self.value = value
    self.data = data
    self.gasLimit = gasLimit
  }

  var json: JSON {
    // “data” rather than “input”: every node knows it.
    var members: [String: JSON] = ["data": .hex(data)]
    members["from"] = from.map { .hex($0.bytes) }
    members["to"] = to.map { .hex($0.bytes) }
    if !value.isZero { members["value"] = .string(value.hex) }
    members["gas"] = gasLimit.map { .hex($0) }
    return .object(members)
  }
}
