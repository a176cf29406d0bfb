import ArgumentParser
import Cryptography
import Foundation
import VeilAgent
import VeilPrivacy
import VeilRegistry
import VeilVision

/// `veilcam registry desk`: the registry's console for managers on this machine.
struct RegistryDeskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "Enrol, search, revoke and audit in the browser, and see a picture at all grades.",
    discussion: """
      Serves a web console on the loopback address and prints where. The address carries a key: whoever has it can use
      the manager's keys while the desk runs. Opened records do not leave this machine. Ctrl-C ends it.

      Example:
        veilcam registry desk --key 0x7E5F… --ledger-description ledger.json
      """)

  @Option(help: ArgumentHelp("Port; 0 lets the system choose.", valueName: "port")) var port = 8_091
  @Option(help: "Model that describes faces; otherwise the preferred one of role face-embedder.")
  var faceEmbedder: String?
  @OptionGroup var models: ModelOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
  }

  func run() async throws {
    let detector = try RegistryFaces.detector(models)
    let faces = try await faces()
    let store = try options.store()
    let keys = try await options.managerKeys()
    let ledger = try await options.ledger(of: keys)
    let services = RegistryDeskServices(
      manager: keys.account.address, faces: { try await RegistryFaces.faces(in: $0, detector) },
      photograph: Self.photograph(faces), open: { try await Registry.open(store, ledger: ledger, manager: keys) })
    // What keeps the manager out is said before anything is served.
    _ = try await Registry.open(store, ledger: ledger, manager: keys)
    let port = port
    try await ConsoleRun.serving {
      try await RegistryDesk.serve(services, port: port, version: Version.tool) { ConsoleRun.announce($0) }
    }
  }

  private static func photograph(
    _ faces: RegistryFaces?
  ) -> (@Sendable (_ path: String) async throws -> FaceEmbedding)? {
    guard let faces else { return nil }
    return { path in try await faces.embedding(ofPhotograph: path) }
  }

  /// nil where no network describes faces, unless one was asked for by its name.
  private func faces() async throws -> RegistryFaces? {
    do {
      return try await RegistryFaces(models, embedder: faceEmbedder)
    } catch let error as VisionError where faceEmbedder == nil && [.modelMissing, .unknownModel].contains(error.code) {
      return nil
    }
  }
}
