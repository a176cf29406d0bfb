import Cryptography
import Ethereum
import Foundation
import Testing
import VeilRegistry
import VeilTesting
import VeilVision

@testable import VeilAgent

/// The consoles in a real browser, through the whole flow; screenshots go to `artefacts/`.
@Suite(.serialized) struct BrowserTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let isThere = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static let hint: Comment = "needs chromium: run Scripts/setup --test"

  @Test(.enabled(if: isThere, hint)) func deskLeadsFromSearchToTheFilm() async throws {
    let world = try await DeskWorld.make()
    world.ledger.give(world.requesterAccount.address, try EtherAmount.parse("5"))
    world.ledger.give(world.incident.evidence.owner, .zero)
    try await world.visit { visit in try await Self.drive("desk", visit) }
    #expect(try await world.ledger.requests().map(\.state) == [.settled, .requested])
  }

  @Test(.enabled(if: isThere, hint)) func reviewCorrectsAndRenders() async throws {
    let sample = try await ReviewTests.Sample.make()
    let session = try sample.session()
    try await ConsoleVisit.during(
      { ready in try await ReviewConsole.serve(session, port: 0, version: "test", onReady: ready) },
      { visit in try await Self.drive("review", visit) })
    let film = try await session.film()
    #expect(film.keep.count == 1 && film.isRendered)
    #expect(film.frames[0].contains { $0.box.origin == .drawn })
  }

  @Test(.enabled(if: isThere, hint)) func registryLeadsFromEnrollingToTheGrades() async throws {
    let world = try await RegistryDeskWorld.make()
    _ = try await world.picture()
    try await ConsoleVisit.during(
      { ready in try await RegistryDesk.serve(world.services(), port: 0, version: "test", onReady: ready) },
      { visit in try await Self.drive("registry", visit, [world.folder.path("picture.png")]) })
    #expect(try world.lines.map(\.action) == [.create, .enroll, .search])
    #expect(await world.ledger.anchored()?.size == 3)
  }

  private static func drive(
    _ scenario: String, _ visit: ConsoleVisit, _ words: [String] = []
  ) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "browser.py").path
    var setting = CommandRun.Setting()
    setting.limit = 400
    let run = try await CommandRun.run(
      "/usr/bin/env",
      [
        "python3", script, scenario, "http://127.0.0.1:\(visit.http.port)\(visit.entry)",
        root.appending(path: "artefacts").path,
      ] + words,
      setting)
    #expect(run.status == 0, "\(run.transcript)")
  }
}
