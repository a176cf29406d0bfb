import ArgumentParser
import Cryptography
import Foundation
import VeilAgent
import VeilMedia

/// `veilcam demo share`: the whole of sharing on one film.
struct DemoShare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Go through the whole of sharing: record, protect, seal, prove, find, ask, pay, open.",
    discussion: """
      Starts a ledger and a cloud of its own on this machine, lets a camera record the film and notice an incident in its
      middle, and lets a requester find it, pay for it and open it. Prints every step with its hash, gas, bytes and time;
      ends with status 0 only if the film that the requester opened is the protected one, byte for byte.

      Takes the development material beside a checkout, else \(DemoFilm.debianPath) from Debian's package opencv-doc.
      Results of an earlier demo in the same folder are replaced.

      Examples:
        veilcam demo share
        veilcam demo share --film drive.mp4 --json
        veilcam demo share --ledger http://127.0.0.1:8545 --data demo-on-a-test-network
      """)

  @Option(help: ArgumentHelp("Film to take instead.", valueName: "file")) var film: String?
  @Option(name: [.short, .long], help: ArgumentHelp("Folder for the results.", valueName: "dir"))
  var output = "veilcam-demo"
  @OptionGroup(title: "System") var system: LocalSystemOptions
  @OptionGroup(title: "What to hide and how") var policy: PolicyOptions
  @OptionGroup(title: "Detection") var detection: DetectionOptions
  @Flag(help: "Print the steps as JSON.") var json = false

  func run() async throws {
    let film = try film ?? DemoFilm.onThisMachine()
    // Said before anything is started and deployed.
    _ = try MediaProbe.probe(film)
    let output = URL(filePath: output, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    let scratch = system.data == nil ? try Self.scratchFolder() : nil
    defer { if let scratch { try? FileManager.default.removeItem(atPath: scratch) } }
    let settings = try system.settings(folder: scratch ?? "")
    let protector = try CameraProtector.make(policy, detection)
    let json = json
    let result = try await interruptible {
      try await LocalSystem.run(settings) { system in
        let steps = StepRecorder(node: system.node) { step, isFirst in
          if !json { Self.show(step, isFirst) }
        }
        return try await ShareDemo(system: system, film: film, output: output, protector: protector, steps: steps).run()
      }
    }
    try show(result)
    guard result.isEqual else {
      throw DeskError(.contentDiffers, "the opened film is not the protected one; compare the two files")
    }
  }

  private func show(_ result: ShareResult) throws {
    guard !json else { return try Output.print(json: result) }
    print(
      """
      The opened film \(result.isEqual ? "equals" : "DIFFERS FROM") the protected rendition.
        opened: \(result.opened)
        \(String(format: "%.2f s from the incident to the search, and %.2f s of protecting", result.searchableSeconds, result.protectSeconds))
      """)
  }

  private static func show(_ step: ShareStep, _ isFirst: Bool) {
    let title = isFirst ? ShareStep.titles[step.algorithm] + "\n" : ""
    FileHandle.standardOutput.write(Data("\(title)\(step.line)\n".utf8))
  }

  private static func scratchFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-share-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder.path
  }
}
