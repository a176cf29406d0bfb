/// A custom error of a contract, with which a call reverts.
package struct ABIErrorDefinition: Sendable, Hashable {
  package let name: String
  package let inputs: [ABIParameter]

  package init(_ name: String, inputs: [ABIParameter]) {
    self.name = name
    self.inputs = inputs
  }

  package var signature: String { ABIFunction.signature(name, inputs) }

  package var selector: ABISelector { ABISelector(signature: signature) }

  /// The values in revert data.
  /// - Throws: `malformedABI`, also where the data belongs to another error.
  package func decode(_ data: [UInt8]) throws(EthereumError) -> [ABIValue] {
    guard ABISelector(prefixOf: data) == selector else {
      throw EthereumError(.malformedABI, "the data is not the error \(signature)")
    }
    return try ABIDecoder.decode(Array(data.dropFirst(ABISelector.byteCount)), as: inputs.map(\.type))
  }
}
