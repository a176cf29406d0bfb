import ArgumentParser
import VeilEvidence

struct EvidencePack: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Pack evidence into one file that can be checked anywhere.",
    discussion: """
      Example:
        veilcam evidence pack --records trip.records --receipt receipt.json --binding binding.json \\
          --original 001.mp4 --sealed-original incident.veil --output bundle.zip
      """)

  @Option(help: ArgumentHelp("Signed records.", valueName: "file")) var records: String
  @Option(help: ArgumentHelp("The cloud's receipt of the first record.", valueName: "file")) var receipt: String?
  @Option(help: ArgumentHelp("The signed binding of the incident.", valueName: "file")) var binding: String?
  @Option(help: ArgumentHelp("The signed derivation record.", valueName: "file")) var derivation: String?
  @Option(parsing: .upToNextOption, help: ArgumentHelp("Segments in order.", valueName: "film")) var original:
    [String] = []
  @Option(help: ArgumentHelp("The protected film.", valueName: "film")) var protected: String?
  @Option(help: ArgumentHelp("The sealed original.", valueName: "file")) var sealedOriginal: String?
  @Option(help: ArgumentHelp("The sealed protected film.", valueName: "file")) var sealedProtected: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Previews: first picture, impact, last picture.", valueName: "picture"))
  var preview: [String] = []
  @Option(name: [.short, .long], help: ArgumentHelp("The bundle.", valueName: "file")) var output: String
  @Flag(help: "Replace a bundle that exists.") var overwrite = false
  @Flag(help: "Print JSON.") var json = false

  /// What was packed, as it is printed.
  private struct Result: Encodable {
    let bundle: String
    let byteCount: Int
    let records: Int
  }

  func run() async throws {
    var content = BundleContent(records: try EvidenceFiles.records(records))
    content.receipt = try receipt.map { try LogReceipt(parsing: try EvidenceFiles.bytes($0)) }
    content.binding = try binding.map { try SignedBinding(parsing: try EvidenceFiles.bytes($0)) }
    content.derivation = try derivation.map { try SignedDerivation(parsing: try EvidenceFiles.bytes($0)) }
    content.originals = original
    content.protected = protected
    content.sealed[.original] = sealedOriginal
    content.sealed[.protected] = sealedProtected
    content.previews = preview
    let meter = ByteMeter(title: "packing", isQuiet: json)
    let (packed, output, overwrite) = (content, output, overwrite)
    try await interruptible {
      try await EvidenceWorker.shared.run {
        try EvidenceBundle.write(packed, to: output, overwrites: overwrite, progress: meter.progress)
      }
    }
    meter.finish()
    let result = Result(
      bundle: output, byteCount: try EvidenceFiles.size(output), records: packed.records.count)
    if json { try Output.print(json: result) } else { print("\(output): \(result.byteCount) bytes") }
  }
}
