package import Ethereum
internal import Cryptography

/// What the compiler made of a contract; the same as `contracts/artefacts/NAME.json`, embedded in the program.
package struct ContractArtefact: Sendable {
  package let name: ContractName
  package let abi: ABIContract
  /// Creation code, to which the constructor's arguments are appended.
  package let creationCode: [UInt8]
  /// The code of a transaction that stores the creation code as a blueprint (ERC-5202).
  package let blueprintCode: [UInt8]
  /// What lies on the ledger, without the immutables that the constructor appends.
  package let runtimeCode: [UInt8]

  /// - Throws: ``LedgerError`` with `malformed`.
  init(_ name: ContractName, json: JSON) throws {
    let code = { (member: String) throws -> [UInt8] in
      guard let text = json[member]?.string, let bytes = try? Hex.decode(text), !bytes.isEmpty else {
        throw LedgerError(.malformed, "the artefact of \(name.rawValue) lacks “\(member)”; compile the contracts again")
      }
      return bytes
    }
    self.name = name
    abi = try ABIContract(json: json)
    creationCode = try code("bytecode")
    blueprintCode = try code("blueprintBytecode")
    runtimeCode = try code("deployedBytecode")
  }

  /// Whether code on the ledger is this contract's, whatever its immutables are.
  package func matches(_ code: [UInt8]) -> Bool {
    code.count >= runtimeCode.count && Keccak256.hash(code.prefix(runtimeCode.count)) == Keccak256.hash(runtimeCode)
  }
}
