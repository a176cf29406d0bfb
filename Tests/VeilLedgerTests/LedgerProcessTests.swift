import Ethereum
import Foundation
import Testing
import VeilLedger
import VeilTesting

@Suite(.enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct LedgerProcessTests {
  @Test func aFolderBelongsToOneProcess() async throws {
    let fixture = try await LedgerFixture.shared.value
    let second = try LedgerProcess(LedgerProcess.Settings(folder: fixture.folder.path("ledger")))
    let refusal = await #expect(throws: LedgerError.self) { try await second.start() }
    #expect(refusal?.code == .inUse)
  }

  @Test func whatIsMissingIsNamed() async throws {
    let folder = try TemporaryFolder()
    let process = try LedgerProcess(
      LedgerProcess.Settings(folder: folder.path("ledger")),
      installation: LedgerInstallation(program: folder.path("none"), python: "/usr/bin/python3-that-is-not-there"))
    let refusal = await #expect(throws: LedgerError.self) { try await process.start() }
    #expect(refusal?.code == .missing)
    #expect(refusal?.message.contains("Scripts/setup") == true)
  }

  @Test func damagedGenesisIsRefused() async throws {
    let folder = try TemporaryFolder()
    let genesis = try folder.write(Array("{}".utf8), to: "genesis.json")
    let process = try LedgerProcess(LedgerProcess.Settings(folder: folder.path("ledger"), genesis: genesis))
    let refusal = await #expect(throws: LedgerError.self) { try await process.start() }
    #expect(refusal?.code == .ended)
    #expect(refusal?.message.contains("no genesis file") == true)
  }

  @Test func ledgerThatNobodyServes() async throws {
    let fixture = try await LedgerFixture.shared.value
    let url = try #require(URL(string: "http://127.0.0.1:9"))
    let node = LedgerEndpoint(url: url, chainID: 31_337).node(retries: .never)
    let refusal = await #expect(throws: LedgerError.self) {
      _ = try await EthereumLedger.connect(to: node, description: fixture.ledger.description)
    }
    #expect(refusal?.code == .unreachable)
    #expect(refusal?.isTransient == true)
  }
}
