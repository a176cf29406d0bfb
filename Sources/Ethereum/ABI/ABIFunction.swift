/// A function of a contract.
package struct ABIFunction: Sendable, Hashable {
  /// What a function may do with the state and with money.
  package enum Mutability: String, Sendable, Hashable {
    case pure, view, nonpayable, payable
  }

  package let name: String
  package let inputs: [ABIParameter]
  package let outputs: [ABIParameter]
  package let mutability: Mutability

  package init(
    _ name: String, inputs: [ABIParameter], outputs: [ABIParameter] = [], mutability: Mutability = .nonpayable
  ) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.mutability = mutability
  }

  /// The name and the types of the inputs, as selectors are computed from: `transfer(address,uint256)`.
  package var signature: String { Self.signature(name, inputs) }

  package var selector: ABISelector { ABISelector(signature: signature) }

  /// The data of a call.
  /// - Throws: `valueDoesNotFit`.
  package func encodeCall(_ values: [ABIValue]) throws(EthereumError) -> [UInt8] {
    selector.bytes + (try ABIEncoder.encode(values, as: inputs.map(\.type)))
  }

  /// The arguments in the data of a call.
  /// - Throws: `malformedABI`, also where the data calls another function.
  package func decodeCall(_ data: [UInt8]) throws(EthereumError) -> [ABIValue] {
    guard ABISelector(prefixOf: data) == selector else {
      throw EthereumError(.malformedABI, "the data does not call \(signature)")
    }
    return try ABIDecoder.decode(Array(data.dropFirst(ABISelector.byteCount)), as: inputs.map(\.type))
  }

  /// The values that a call returned.
  /// - Throws: `malformedABI`, also where nothing was returned because no contract lives at the address.
  package func decodeOutput(_ data: [UInt8]) throws(EthereumError) -> [ABIValue] {
    try ABIDecoder.decode(data, as: outputs.map(\.type))
  }

  static func signature(_ name: String, _ inputs: [ABIParameter]) -> String {
    name + ABIType.tuple(inputs).canonicalName
  }
}
