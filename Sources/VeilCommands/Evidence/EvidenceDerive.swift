import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilEvidence

struct EvidenceDerive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Sign what a protected film was made of, with the camera's key.",
    discussion: """
      Ties a film that `veilcam protect` made to its recorded originals, to the detections and to the policy. Says that
      the camera vouches for the film; proof needs the originals.

      Example:
        veilcam evidence derive drive.protected.mp4 --from drive.mp4 --incident 0x5e… --records trip.records \\
          --detections drive.detections.jsonl --method replace --key camera.json --output derivation.json
      """)

  @Argument(help: ArgumentHelp("The protected film.", valueName: "film")) var film: String
  @Option(parsing: .upToNextOption, help: ArgumentHelp("Its originals, one to three.", valueName: "film"))
  var from: [String]
  @Option(help: ArgumentHelp("The incident's name, 64 digits.", valueName: "id")) var incident: String
  @Option(help: ArgumentHelp("Signed records that the originals belong to.", valueName: "file")) var records: String
  @Option(help: ArgumentHelp("The detections that were protected.", valueName: "file")) var detections: String
  @Option(help: ArgumentHelp("The policy file; otherwise the built-in policy is meant.", valueName: "file"))
  var policy: String?
  @Option(help: "The method of protection.") var method: String
  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Models that were used, with SHA-256.", valueName: "name=digits"))
  var model: [String] = []
  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Counts of the run, such as frames.", valueName: "name=number"))
  var count: [String] = []
  @Option(help: ArgumentHelp("Keystore or address of the camera's key.", valueName: "key")) var key: String
  @Option(name: [.short, .long], help: ArgumentHelp("The derivation record.", valueName: "file")) var output: String
  @Flag(help: "Replace a file that exists.") var overwrite = false
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    var originals: [Hash256] = []
    for path in from { originals.append(try await commitment(path).videoHash) }
    let record = DerivationRecord(
      incident: try IncidentID(text: incident), originals: originals, protected: try await commitment(film),
      detections: try Keccak256.hash(contentsOf: detections), models: try models(), method: method,
      policy: try policy.map { try Keccak256.hash(contentsOf: $0) } ?? Keccak256.hash([]), tool: Version.tool,
      counts: try counts())
    let signed = try record.signed(by: try await EvidenceFiles.key(key, in: folder, password))
    let chain = try RecordChain(try EvidenceFiles.records(records), start: .anywhere)
    try signed.check(of: record.protected, incident: record.incident, chain: chain)
    try EvidenceFiles.write(signed.json.text, to: output, overwrites: overwrite)
    if json { print(signed.json.text) } else { print("\(output): signed by \(try signed.signer())") }
  }

  private func commitment(_ path: String) async throws -> SegmentCommitment {
    let meter = ByteMeter(title: "reading \(path)", isQuiet: json)
    defer { meter.finish() }
    return try await interruptible { try await SegmentCommitment(ofFilm: path, progress: meter.progress) }
  }

  private func models() throws -> [DerivationRecord.Model] {
    try model.map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let hash = Hash256(hex: parts[1]) else {
        throw ValidationError("“\(text)” is no model; write its name, = and 64 digits")
      }
      return DerivationRecord.Model(name: String(parts[0]), sha256: hash)
    }
  }

  private func counts() throws -> [String: UInt64] {
    let pairs = try count.map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let number = UInt64(parts[1]) else {
        throw ValidationError("“\(text)” is no count; write its name, = and a number")
      }
      return (String(parts[0]), number)
    }
    return Dictionary(pairs) { _, last in last }
  }
}
