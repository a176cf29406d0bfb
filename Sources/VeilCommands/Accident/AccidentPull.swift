import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// `veilcam accident pull`: the newest head of a publisher, checked.
struct AccidentPull: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Take the newest head of a publisher, or go back to the one before.",
    discussion: """
      The signature is checked with the publisher's key, which is kept at the first pull; from then on no other is taken,
      and no older version. With --data the new head is used only if it is not worse on those pictures. The switch is one
      step: an interrupted pull changes nothing.

      Examples:
        veilcam accident pull --from models/ --publisher 64-hexadecimal-digits
        veilcam accident pull --from https://cloud.example --data my-pictures/
        veilcam accident pull --roll-back
      """)

  @Option(help: ArgumentHelp("Folder with published versions, or the address of a cloud.", valueName: "dir or url"))
  var from: String?
  @Option(help: ArgumentHelp("The publisher's key, at the first pull.", valueName: "digits")) var publisher: String?
  @Option(help: ArgumentHelp("Pictures on which the new head must not be worse.", valueName: "dir")) var data: String?
  @Flag(help: "Go back to the version before.") var rollBack = false
  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  private struct Result: Encodable {
    let version: Int?
    let isNew: Bool
  }

  func validate() throws {
    guard rollBack != (from != nil) else { throw ValidationError("name --from, or --roll-back") }
  }

  func run() async throws {
    guard let installed = InstalledModels.standard() else {
      throw AccidentError(.notWritable, "no folder for models is known; set HOME or XDG_DATA_HOME")
    }
    if rollBack {
      return try show(
        Result(version: installed.rollBack(), isNew: true), "now using version \(installed.version() ?? 0)")
    }
    let version = try await installed.pull(
      from: try CloudShelf.shelf(at: from ?? ""), publisher: publisher, heldOut: heldOut(installed))
    let inUse = try installed.version()
    try show(
      Result(version: inUse, isNew: version != nil),
      version.map { "now using version \($0)" } ?? "nothing newer; version \(inUse ?? 0) stays")
  }

  /// Described by the backbone of the head in use.
  private func heldOut(_ installed: InstalledModels) async throws -> [Example] {
    guard let data, let head = try installed.head() else { return [] }
    let backbone = try await Backbone.load(from: models.store, named: head.backbone.name)
    return try await FeatureReader(backbone, cache: FeatureCache.standard(), augments: false).examples(
      LabelledPictures(folder: data).pictures)
  }

  private func show(_ result: Result, _ text: String) throws {
    if json { try Output.print(json: result) } else { print(text) }
  }
}
