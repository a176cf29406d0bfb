import Cryptography
import Ethereum
import Foundation
import Testing
import VeilLedger
import VeilTesting

struct DescriptionTests {
  private let description: LedgerDescription = {
    let addresses = (1...7).map { Address([UInt8](repeating: $0, count: 20)) ?? .zero }
    return LedgerDescription(
      chainID: 31_337, firstBlock: 12, evidenceFactory: addresses[0], search: addresses[1],
      requestFactory: addresses[2], responses: addresses[3], anchor: addresses[4], cloud: addresses[5],
      relayer: addresses[6])
  }()

  @Test func survivesAFile() throws {
    let folder = try TemporaryFolder()
    try description.write(to: folder.path("ledger.json"))
    #expect(try LedgerDescription(contentsOf: folder.path("ledger.json")) == description)
    #expect(folder.names == ["ledger.json"])
  }

  @Test func readsDescriptionsWithAndWithoutARegistry() throws {
    #expect(description.riskRegistry == nil)
    #expect(description.json["riskRegistry"] == nil)
    guard case .object(var members) = description.json else { return }
    members["riskRegistry"] = .string(description.anchor.description)
    let newer = try LedgerDescription(json: .object(members))
    #expect(newer.riskRegistry == description.anchor)
    #expect(try LedgerDescription(json: newer.json) == newer)
    members["riskRegistry"] = "0x12"
    #expect(throws: LedgerError.self) { try LedgerDescription(json: .object(members)) }
  }

  @Test(arguments: ["version", "chainId", "firstBlock", "search", "relayer"])
  func refusesWhatIsMissing(_ member: String) throws {
    guard case .object(var members) = description.json else { return }
    members[member] = nil
    #expect(throws: LedgerError.self) { try LedgerDescription(json: .object(members)) }
  }

  @Test(arguments: ContractName.allCases)
  func embeddedArtefactsAreTheCompiledOnes(_ name: ContractName) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let bytes = try Data(contentsOf: root.appending(path: "contracts/artefacts/\(name.rawValue).json"))
    let json = try JSON(parsing: Array(bytes))
    let artefact = try VeilContracts.get()[name]
    #expect(artefact.abi == (try ABIContract(json: json)), "run Scripts/embed-contracts")
    for (member, code) in [
      ("bytecode", artefact.creationCode), ("blueprintBytecode", artefact.blueprintCode),
      ("deployedBytecode", artefact.runtimeCode),
    ] {
      #expect(try json[member]?.string.map { try Hex.decode($0) } == code, "run Scripts/embed-contracts")
    }
  }
}
