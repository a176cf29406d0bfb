internal import Cryptography
internal import Ethereum

/// The contracts of this version, read once.
package struct VeilContracts: Sendable {
  /// The artefacts that are embedded, or why they cannot be read.
  private static let embedded = Result { try VeilContracts(artefacts: EmbeddedArtefacts.documents) }

  private let artefacts: [ContractName: ContractArtefact]

  /// - Throws: ``LedgerError`` with `malformed`, only if the program was built wrongly.
  package static func get() throws -> VeilContracts { try embedded.get() }

  init(artefacts documents: [String: String]) throws {
    var artefacts = [ContractName: ContractArtefact]()
    for name in ContractName.allCases {
      guard let text = documents[name.rawValue] else {
        throw LedgerError(.malformed, "the artefact of \(name.rawValue) is not embedded; run Scripts/embed-contracts")
      }
      artefacts[name] = try ContractArtefact(name, json: JSON(parsing: Array(text.utf8)))
    }
    self.artefacts = artefacts
  }

  package subscript(_ name: ContractName) -> ContractArtefact {
    get throws {
      guard let artefact = artefacts[name] else {
        throw LedgerError(.malformed, "there is no artefact of \(name.rawValue); run Scripts/embed-contracts")
      }
      return artefact
    }
  }

  func function(_ name: String, of contract: ContractName) throws -> ABIFunction {
    try self[contract].abi.function(name)
  }

  func event(_ name: String, of contract: ContractName) throws -> ABIEvent { try self[contract].abi.event(name) }

  /// Every custom error and every function of all contracts, for reading why something was refused.
  var errors: [ABIContract] { artefacts.values.map(\.abi) }
}
