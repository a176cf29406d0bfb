import Cryptography
import Ethereum
import Foundation
import Testing
import VeilLedger
import VeilRegistry
import VeilTesting

/// `veilcam registry` as a manager types it, on the embedded ledger.
@Suite(.enabled(if: (try? LedgerInstallation.find()) != nil, "needs Vendor/ledger-python: run Scripts/setup"))
struct RegistryCommandTests {
  private let folder: TemporaryFolder
  private let process: LedgerProcess
  private let endpoint: LedgerEndpoint
  private let ledger: EthereumLedger

  init() async throws {
    folder = try TemporaryFolder()
    process = try LedgerProcess(
      LedgerProcess.Settings(folder: folder.path("chain"), allowsTestMethods: true, firstDelay: .milliseconds(20)))
    endpoint = try await process.start()
    let key = try #require(try DevelopmentAccounts.keys(in: folder.path("chain")).first)
    let description = try await LedgerDeployment(node: endpoint.node(), account: LedgerAccount(key)).run(
      cloud: key.address, relayer: key.address)
    try description.write(to: folder.path("ledger.json"))
    ledger = try await EthereumLedger.connect(to: endpoint.node(), description: description)
    _ = try folder.write(Array("secret\n".utf8), to: "secret.txt")
    try await makeSeed("manager.json")
    let identity = try await succeed(["identity"])
    try await succeed(
      [
        "authorise", identity.trimmingCharacters(in: .whitespacesAndNewlines), "--data", folder.path("chain"), "--fund",
        "1000000000000000000",
      ])
    try await succeed(["create", "--form", "phonetic"])
  }

  private func makeSeed(_ name: String) async throws {
    let password = try SecretBytes(copying: Array("secret".utf8))
    try Keystore(try SecretKey.generate(), password: password, cost: .light).write(to: folder.path(name))
  }

  private func run(
    _ words: [String], key: String = "manager.json", _ setting: CommandRun.Setting = CommandRun.Setting()
  ) async throws -> CommandRun {
    try await CommandRun.veilcam(
      ["registry"] + words + [
        "--registry", folder.path("registry"), "--ledger", endpoint.url.absoluteString, "--ledger-description",
        folder.path("ledger.json"), "--key", folder.path(key), "--password-file", folder.path("secret.txt"),
      ], setting)
  }

  @discardableResult
  private func succeed(_ words: [String]) async throws -> String {
    let run = try await run(words)
    #expect(run.status == 0, "\(run.transcript)")
    return run.output
  }

  private func found(_ words: [String]) async throws -> [JSON] {
    let text = try await succeed(["search", "--reason", "a test", "--json"] + words)
    return try JSON(parsing: Array(text.utf8)).array ?? []
  }

  @Test func theLifeOfARecord() async throws {
    try await succeed([
      "enroll", "--name", "김민준", "--birth-date", "1990년 5월 1일", "--plate", "12가3456", "--risk", "80", "--suspect",
      "--until",
      "2030-01-01",
    ])
    let row = try #require(try await found(["--plate", "12가 3456"]).first)
    let id = try #require(row["record"]?.string)
    #expect(row["entry"]?.int == 1 && row["suspect"]?.bool == true)
    #expect(try await found(["--name", "Kim Min-jun", "--form", "phonetic"]).count == 1)
    #expect(try await found(["--name", "Kim Min-jun"]).isEmpty)
    try await succeed(["enroll", "--replaces", id, "--risk", "20", "--until", "2030-01-01"])
    let revised = try #require(try await found(["--birth-date", "1990-05-01"]).first?["record"]?.string)
    try await succeed(["rotate", "--reason", "a test"])
    let rotated = try #require(try await found(["--birth-date", "1990-05-01"]).first?["record"]?.string)
    #expect(Set([id, revised, rotated]).count == 3)
    try await succeed(["export", "--reason", "a test", "--output", folder.path("all.json")])
    #expect(try String(contentsOfFile: folder.path("all.json"), encoding: .utf8).contains("김민준"))
    try await succeed(["erase", rotated, "--reason", "a test"])
    #expect(try await found(["--birth-date", "1990-05-01"]).isEmpty)
    let gone = try await run(["show", rotated, "--reason", "a test"])
    #expect(gone.status == 1 && gone.errors.contains("erased"), "\(gone.transcript)")
    #expect(try await ledger.registryEntry(3)?.revocation == .erased)
    try await succeed(["audit", "--anchor"])
    #expect(try await ledger.registryAudit()?.size ?? 0 >= 10)
  }

  @Test func twoManagersOpenTogether() async throws {
    try await makeSeed("second.json")
    let identity = try await run(["identity"], key: "second.json").output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try await succeed(["authorise", identity, "--data", folder.path("chain"), "--fund", "1000000000000000000"])
    let why = ["--reason", "a test", "--case", "26-0417"]
    let early = try await run(["two-person", "on"] + why)
    #expect(early.status == 1 && early.errors.contains("no second manager"), "\(early.transcript)")
    try await succeed(["admit", identity] + why)
    try await succeed(["two-person", "on"] + why)
    try await succeed(["enroll", "--name", "김민준", "--plate", "12가3456", "--risk", "80", "--until", "2030-01-01"])
    let search = ["search", "--plate", "12가 3456", "--json"] + why
    let alone = try await run(search)
    #expect(alone.status == 1 && alone.errors.contains("one manager alone"), "\(alone.transcript)")
    let (asked, agreed) = (folder.path("ask.json"), folder.path("ask.agreed.json"))
    try await succeed(["ask", "--plate", "12가3456", "--output", asked] + why)
    #expect(try !String(contentsOfFile: asked, encoding: .utf8).contains("3456"))
    let own = try await run(["agree", asked])
    #expect(own.status == 1, "\(own.transcript)")
    let shown = try await run(["agree", asked, "--show"], key: "second.json")
    #expect(shown.status == 0 && shown.output.contains("plate=12가3456"), "\(shown.transcript)")
    #expect(!FileManager.default.fileExists(atPath: agreed))
    #expect(try await run(["agree", asked], key: "second.json").status == 0)
    let other = try await run(
      ["search", "--plate", "12가 3456", "--reason", "another", "--agreement", agreed])
    #expect(other.status == 1 && other.errors.contains("another reason or case"), "\(other.transcript)")
    let found = try JSON(parsing: Array(try await succeed(search + ["--agreement", agreed]).utf8)).array ?? []
    #expect(found.count == 1)
    let again = try await run(search + ["--agreement", agreed])
    #expect(again.status == 1 && again.errors.contains("was used in line"), "\(again.transcript)")
    let id = try #require(found.first?["record"]?.string)
    let revision = ["enroll", "--replaces", id, "--risk", "20", "--until", "2030-01-01"]
    #expect(try await run(revision).errors.contains("one manager alone"))
    try await succeed(["ask", "--record", id, "--output", folder.path("b.json")] + why)
    #expect(try await run(["agree", folder.path("b.json")], key: "second.json").status == 0)
    try await succeed(revision + ["--agreement", folder.path("b.agreed.json")])
    let audit = try JSON(parsing: Array(try await succeed(["audit", "--anchor", "--json"]).utf8)).array ?? []
    #expect(audit.compactMap { $0["second"]?.string }.count == 2)
    #expect(audit.first { $0["second"] != nil && $0["second"]?.isNull == false }?["action"]?.string == "search")
  }

  @Test func theDeskServesUntilItIsInterrupted() async throws {
    let port = Int.random(in: 20_000...60_000)
    var setting = CommandRun.Setting()
    setting.interruptWhen = { Self.answers(port) }
    let desk = try await run(["desk", "--port", "\(port)"], setting)
    #expect(desk.status == 0 && desk.output.contains("http://127.0.0.1:\(port)/enter?key="), "\(desk.transcript)")
    try await makeSeed("stranger.json")
    let stranger = try await run(["desk", "--port", "0"], key: "stranger.json")
    #expect(stranger.status == 1 && stranger.errors.contains("no manager"), "\(stranger.transcript)")
    #expect(stranger.output.isEmpty)
  }

  /// Whether somebody listens on a port of this machine.
  private static func answers(_ port: Int) -> Bool {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  @Test func badInputIsNamed() async throws {
    let person = ["enroll", "--name", "a", "--until", "2030-01-01"]
    for risk in ["--risk=-1", "--risk=101", "--risk=nan"] {
      let run = try await run(person + [risk])
      #expect(run.status != 0 && run.errors.contains("0 to 100"), "\(run.transcript)")
    }
    let empty = try await run(["enroll", "--name", " ", "--risk", "1", "--until", "2030-01-01"])
    #expect(empty.status != 0 && empty.errors.contains("empty"), "\(empty.transcript)")
    let expired = try await run(["enroll", "--name", "a", "--risk", "1", "--until", "2001-01-01"])
    #expect(expired.status == 1 && expired.errors.contains("expires"), "\(expired.transcript)")
    let unknown = try await run(["search", "--shoe-size", "43", "--reason", "a test"])
    #expect(unknown.status == 64)
    let silent = try await run(["search", "--name", "a", "--reason", " "])
    #expect(silent.status == 64 && silent.errors.contains("reason"), "\(silent.transcript)")
    try await makeSeed("stranger.json")
    let stranger = try await run(["search", "--name", "a", "--reason", "a test"], key: "stranger.json")
    #expect(stranger.status == 1 && stranger.errors.contains("no manager"), "\(stranger.transcript)")
    let none = try await run(["show", String(repeating: "0", count: 32), "--reason", "a test"])
    #expect(none.status == 1 && none.errors.contains("there is no record"), "\(none.transcript)")
  }

  @Test func aManagerWhomTheAuthorityDismissesOpensNothing() async throws {
    try await succeed(["enroll", "--name", "a", "--risk", "1", "--until", "2030-01-01"])
    let manager = try await succeed(["identity"]).trimmingCharacters(in: .whitespacesAndNewlines)
    try await succeed(["authorise", manager, "--dismiss", "--data", folder.path("chain")])
    let search = try await run(["search", "--name", "a", "--reason", "a test"])
    #expect(search.status == 1 && search.errors.contains("manager"), "\(search.transcript)")
    #expect(search.output.isEmpty)
    let enrolling = try await run(["enroll", "--name", "b", "--risk", "1", "--until", "2030-01-01"])
    #expect(enrolling.status == 1 && enrolling.errors.contains("manager"), "\(enrolling.transcript)")
    #expect(try await ledger.registryCount() == 1)
  }

  @Test func aLedgerThatIsAwayIsNamedAndNothingIsOpened() async throws {
    try await succeed(["enroll", "--name", "a", "--risk", "1", "--until", "2030-01-01"])
    await process.stop()
    let search = try await run(["search", "--name", "a", "--reason", "a test"])
    #expect(search.status == 1 && search.errors.contains("cannot be reached"), "\(search.transcript)")
    #expect(search.output.isEmpty)
    _ = try folder.write(Array("another\n".utf8), to: "secret.txt")
    let wrong = try await run(["search", "--name", "a", "--reason", "a test"])
    #expect(wrong.status == 1 && wrong.errors.contains("password"), "\(wrong.transcript)")
  }

  @Test func aBatchIsKilledAndTypedAgain() async throws {
    let lines = (0..<36).map { number in
      "{\"name\":\"person \(number)\",\"plate\":\"\(number)가1234\",\"risk\":\(number),\"suspect\":false,\"until\":\"2030-01-01\"}"
    }
    let batch = try folder.write(Array(lines.joined(separator: "\n").utf8), to: "people.jsonl")
    var before: UInt64 = 0
    for _ in 0..<3 {
      // Every transaction is in the outbox before it is sent, so this comes in the middle of one.
      let outbox = folder.path("registry") + "/outbox"
      let names: @Sendable () -> Int = {
        (try? FileManager.default.contentsOfDirectory(atPath: outbox).count) ?? 0
      }
      let start = names()
      var setting = CommandRun.Setting()
      setting.killWhen = { names() >= start + 8 }
      let killed = try await run(["enroll", "--batch", batch], key: "manager.json", setting)
      #expect(killed.status == 128 + SIGKILL, "\(killed.transcript)")
      let now = try await ledger.registryCount()
      #expect(now > before && now < 36)
      before = now
    }
    let again = try await succeed(["enroll", "--batch", batch])
    #expect(again.contains("were already"))
    #expect(try await ledger.registryCount() == 36, "each of them once")
    #expect(try await found(["--plate", "35가 1234"]).count == 1)
    #expect(try await succeed(["enroll", "--batch", batch]).contains("0 enrolled, 36 were already"))
    let all = try await succeed(["export", "--reason", "a test", "--output", folder.path("all.json")])
    #expect(all.contains(": 36 records"))
  }

  @Test func aBadLineOfABatchEnrolsNobody() async throws {
    let batch = try folder.write(
      Array(
        "{\"name\":\"a\",\"risk\":1,\"suspect\":false,\"until\":\"2030-01-01\"}\n{\"name\":\"\",\"risk\":1,\"suspect\":false,\"until\":\"2030-01-01\"}"
          .utf8),
      to: "bad.jsonl")
    let run = try await run(["enroll", "--batch", batch])
    #expect(run.status == 1 && run.errors.contains("line 2"), "\(run.transcript)")
    #expect(try await ledger.registryCount() == 0)
  }
}
