import ArgumentParser
import Foundation
import VeilVision

struct ModelsPull: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch models from their publishers' own addresses and check them.",
    discussion: """
      Without names, fetches one model for each role. Sizes and hashes are those of the manifests; a file that differs is
      thrown away. Models go to the folder of --models or VEILCAM_MODELS, else to the user's cache.
      """)

  @Argument(help: ArgumentHelp("Names of models, as `veilcam models list` prints them.", valueName: "model"))
  var names: [String] = []

  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let store = try models.store
    let wanted = try names.isEmpty ? store.pullSet : names.map { try store.manifest(named: $0) }
    let outcomes = try await interruptible {
      try await store.pull(wanted) { progress in
        guard progress.received == progress.total else { return }
        FileHandle.standardError.write(Data("\(progress.file): \(progress.total) bytes, checked\n".utf8))
      }
    }
    try Output.print(outcomes.map(PullRow.init), json: json)
  }
}

/// A fetched model, as `models pull` prints it.
struct PullRow: TableRow {
  static let columns = ["ROLE", "MODEL", "DONE", "LICENCE", "WHERE"]

  let role: String
  let model: String
  let wasFetched: Bool
  let licence: String
  let path: String

  init(_ outcome: PullOutcome) {
    role = outcome.manifest.role.rawValue
    model = outcome.manifest.name
    wasFetched = outcome.wasFetched
    licence = outcome.manifest.licence
    path = outcome.path
  }

  var cells: [String] { [role, model, wasFetched ? "fetched" : "was there", licence, path] }
}
