import ArgumentParser
import Foundation
import VeilEvaluation
import VeilPrivacy
import VeilVision

/// `veilcam evaluate detections`: recall, precision, area and exposure against labels.
struct EvaluateDetections: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detections",
    abstract: "Compare what is detected with labels.",
    discussion: """
      Prints, with the models and thresholds used, recall and precision by size with 95 % intervals over the pictures, \
      average precision, the protected area over the labelled area, coverage by pixel where the labels are pictures, \
      and for films how many tracks were ever exposed and for how long.

      Formats:
      \(DataSetFormat.allCases.map { "  \($0.rawValue): \($0.expectedLayout)" }.joined(separator: "\n"))

      Examples:
        veilcam evaluate detections --data kitti --format kitti
        veilcam evaluate detections --data coco --format coco --json > coco.json
        veilcam evaluate detections --film people.mp4 --labels docs/labels/people-faces.csv
        veilcam evaluate detections --detections people.detections.jsonl --labels docs/labels/people-faces.csv
      """)

  @OptionGroup var source: EvaluationSource
  @OptionGroup var models: ModelOptions

  @Option(
    help: ArgumentHelp("Detection profile; the default is the one that films are protected with.", valueName: "name"))
  var profile: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Categories to detect; by default those that the data labels.", valueName: "category"))
  var categories: [String] = []
  @Option(
    help: ArgumentHelp(
      "Each side of a box is grown by this fraction of its size; the default is that of protect.", valueName: "fraction"
    ))
  var padding: Double?
  @Option(
    help: ArgumentHelp(
      "Also write what was found, missed, wrong and ignored to a file, as JSON lines.", valueName: "file"))
  var matches: String?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    guard padding.map({ (0...1).contains($0) }) ?? true else {
      throw ValidationError("--padding is a fraction from 0 to 1.")
    }
    guard !(json && markdown) else { throw ValidationError("Choose one of --json and --markdown.") }
  }

  func run() async throws {
    let report = try await measure()
    if json {
      try Output.print(json: report)
    } else {
      print(markdown ? report.markdown : report.text, terminator: "")
    }
  }

  private func measure() async throws -> DetectionReport {
    let rules = padding.map { ScoringRules(padding: $0) } ?? ScoringRules()
    switch try source.chosen {
    case .detections(let path, let labels):
      let (scorer, header) = try FilmScorer.score(detectionsFile: path, labels: labels, rules: rules)
      return DetectionReport(
        name: header.input.name, format: "detections",
        configuration: EvaluationConfiguration(header, rules: rules), figures: scorer.figures,
        exposure: scorer.exposure)
    case .film(let path, let labels):
      let (evaluation, configuration) = try prepare(for: labels.groups, rules: rules)
      let log = try MatchLog(path: matches)
      let result = try await evaluation.run(onFilm: path, labels: labels) { try note($0, in: log) }
      return DetectionReport(
        name: URL(fileURLWithPath: path).lastPathComponent, format: "film", configuration: configuration,
        figures: result.figures, exposure: result.exposure)
    case .data(let set, let format, let name):
      let (evaluation, configuration) = try prepare(for: set.groups, rules: rules)
      let log = try MatchLog(path: matches)
      let figures = try await evaluation.run(on: set) { try note($0, in: log) }
      return DetectionReport(name: name, format: format.rawValue, configuration: configuration, figures: figures)
    }
  }

  /// Loads the models that the labelled groups need.
  private func prepare(
    for groups: Set<ObjectGroup>, rules: ScoringRules
  ) throws -> (DetectionEvaluation, EvaluationConfiguration) {
    let store = try models.store
    let wanted = categories.isEmpty ? ObjectGroup.categories(toScore: groups) : Set(categories.map { Category($0) })
    let options = DetectorOptions(categories: wanted, profile: try DetectionProfile.named(profile))
    let suite = try DetectorSuite.load(options, from: store)
    return (
      DetectionEvaluation(suite, rules: rules),
      try EvaluationConfiguration(suite, options: options, store: store, rules: rules)
    )
  }

  private func note(_ step: DetectionEvaluation.Step, in log: MatchLog?) throws {
    try log?.write(step)
    guard step.done % 10 == 0 || step.done == step.total else { return }
    FileHandle.standardError.write(Data("\(step.done) of \(step.total) pictures\n".utf8))
  }
}
