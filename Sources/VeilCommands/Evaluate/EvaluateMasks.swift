import ArgumentParser
import Foundation
import VeilEvaluation
import VeilPrivacy
import VeilVision

/// `veilcam evaluate masks`: how much of labelled people and vehicles the masks of `replace` hide.
struct EvaluateMasks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masks",
    abstract: "Measure how much of labelled people and vehicles the masks of replace hide.",
    discussion: """
      Cuts every labelled person and vehicle out as replace does, has the mask made as replace does, grown and with the \
      whole box where the network is not believed, and compares it with the label: the share of the labelled pixels that \
      is hidden, the mask's area over the label's, intersection over union, and how often the whole box is hidden. Small \
      instances stand apart.

      Formats:
      \(InstanceFormat.allCases.map { "  \($0.rawValue): \($0.expectedLayout)" }.joined(separator: "\n"))

      Examples:
        veilcam evaluate masks --data camvid --format camvid --split val
        veilcam evaluate masks --data camvid --format camvid --padding 0.05 --json > masks.json
        veilcam evaluate masks --data camvid --format camvid --split val --sheet replaced.png
      """)

  @Option(help: ArgumentHelp("Folder with a data set labelled by pixel.", valueName: "dir"))
  var data: String
  @Option(help: ArgumentHelp("How the folder is laid out.", valueName: "format"))
  var format: InstanceFormat
  @Option(
    help: ArgumentHelp("The folder's part to take, for example val; the default is all of it.", valueName: "name"))
  var split: String?
  @OptionGroup var models: ModelOptions
  @Option(
    help: ArgumentHelp(
      "Each side of a label's box is grown by this fraction of its size before it is cut out; protect grows by 0.05.",
      valueName: "fraction"))
  var padding = 0.0
  @Option(
    help: ArgumentHelp(
      "Also write a page with \(MaskSheet.count) people and vehicles, their masks, and what they were replaced by; originals are among them.",
      valueName: "file"))
  var html: String?
  @Option(help: ArgumentHelp("The same pictures as one PNG.", valueName: "file"))
  var sheet: String?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    guard (0...1).contains(padding) else { throw ValidationError("--padding is a fraction from 0 to 1.") }
    guard !(json && markdown) else { throw ValidationError("Choose one of --json and --markdown.") }
    guard sheet?.hasSuffix(".png") ?? true else { throw ValidationError("--sheet is a file that ends with .png.") }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let folder = URL(fileURLWithPath: data, isDirectory: true)
    let pictures = try format.open(folder, split: split)
    let system = try EvaluatedSystem(parsing: ProtectionMethod.replace.rawValue)
    // The same figures on every processor.
    let suite = try CategorySuite.load(
      for: system.policy, from: try models.store, inference: InferenceOptions(precision: .float32))
    let policy = system.policy
    let grown = Padding(fraction: padding, minimum: padding > 0 ? policy.minimumPadding : 0)
    let maker = MaskMaker(suite: suite, padding: grown)
    let results = try await MaskEvaluation(maker).run(on: pictures) { done in
      if done.isMultiple(of: 20) { progressNote("\(done) of \(pictures.count) pictures") }
    }
    let report = MaskReport(
      name: folder.lastPathComponent, format: format, split: split, models: maker.models, padding: grown,
      results: results)
    try await show(results.places, in: pictures, report, painter: SystemPainter(system, suite: suite), suite: suite)
    if json {
      try Output.print(json: report)
    } else {
      print(markdown ? report.markdown : report.text, terminator: "")
    }
  }

  private func show(
    _ places: [MaskEvaluation.Place], in pictures: LabelledPictures, _ report: MaskReport, painter: SystemPainter,
    suite: CategorySuite
  ) async throws {
    guard html != nil || sheet != nil else { return }
    let maker = MaskMaker(suite: suite, padding: painter.system.policy.padding(for: .person))
    let shown = try await MaskSheet(of: places, in: pictures, painter: painter, maker: maker)
    if let html { try PageFile.write(report.html(try shown.pictureSheet()), to: html) }
    if let sheet { try await shown.picture.write(to: URL(fileURLWithPath: sheet)) }
  }
}

extension InstanceFormat: ExpressibleByArgument {}
