import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// `veilcam accident evaluate`: how good it is, on anybody's pictures.
struct AccidentEvaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure how well accidents are noticed, on your own pictures.",
    discussion: """
      Judges the head in use, or, with --folds, training itself: every fold of clips by a head trained on the others.
      Prints accuracy, precision, recall, F, area under ROC with intervals over clips, thresholds by cost and what is
      missed at longer intervals; --report writes one page with plots beside the sharing paper's figures.

      Examples:
        veilcam accident evaluate --data pictures/ --json
        veilcam accident evaluate --data pictures/ --folds 5 --normals windscreen/ --report accident.html
        veilcam accident evaluate --data pictures/ --folds 5 --sound-scores sound.csv
      """)

  @OptionGroup var data: AccidentDataOptions
  @OptionGroup var head: AccidentHeadOptions
  @Option(help: ArgumentHelp("Judge training on so many folds of clips instead of a head.", valueName: "count"))
  var folds: Int?
  @Flag(
    help: """
      Divide single pictures instead of clips, as the sharing paper did; neighbouring frames then stand on both sides, and \
      the figures say how well known scenes are recognised, not new ones.
      """)
  var splitFrames = false
  @OptionGroup(title: "Training, with --folds") var training: AccidentTrainingOptions
  @OptionGroup(title: "Costs") var costs: CostOptions
  @Option(
    help: ArgumentHelp("Threshold; otherwise the head's, or with --folds that of least cost.", valueName: "probability")
  )
  var threshold: Double?
  @Option(
    help: ArgumentHelp(
      "Table of seconds of sound, recording,probability,label with label crash or normal, for what sound brings back.",
      valueName: "file"))
  var soundScores: String?
  @Option(
    help: ArgumentHelp(
      "Probability from which sound decides alone; otherwise the sound model's own.", valueName: "probability"))
  var soundThreshold: Double?
  @Option(help: ArgumentHelp("Write a page with tables and plots.", valueName: "file")) var report: String?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (0...1).contains(threshold ?? 0), (0...1).contains(soundThreshold ?? 0) else {
      throw ValidationError("a threshold is a probability from 0 to 1")
    }
    guard !splitFrames || folds != nil else { throw ValidationError("--split-frames belongs to --folds") }
    guard (2...50).contains(folds ?? 2) else { throw ValidationError("--folds is 2 to 50") }
  }

  func run() async throws {
    let sounds = try soundScores.map { try SoundScoreTable.read($0) } ?? []
    let evaluation = try await interruptible { try await folds == nil ? judged(sounds) : validated(sounds) }
    if let report { try AccidentText.write(AccidentReport(evaluation).html, to: report) }
    if json { try Output.print(json: evaluation) } else { print(AccidentFigures.text(evaluation)) }
  }

  /// How picture and sound decide together, for what sound brings back.
  private func fusion() throws -> Fusion {
    guard soundScores != nil else { return Fusion() }
    return Fusion(soundThreshold: try soundThreshold ?? SoundClassifier(models: head.models.store).threshold)
  }

  private func judged(_ sounds: [ScoredSecond]) async throws -> AccidentEvaluation {
    let classifier = try await head.classifier()
    let head = classifier.head
    let (examples, extras) = try await data.examples(classifier.backbone, augments: false)
    let scores = (examples.map { ($0, false) } + extras.map { ($0, true) }).map { example, isExtra in
      let margin = head.margin(views: example.views)
      return ScoredPicture(
        name: example.name, clip: example.clip, order: example.order, isAccident: example.isAccident, margin: margin,
        probability: head.calibration.probability(ofMargin: margin), isExtra: isExtra)
    }
    return try AccidentEvaluation(
      data: data.name, method: "the head in use", backbone: classifier.backbone.name, pictures: scores,
      threshold: threshold ?? head.threshold, costs: costs.model, sounds: sounds,
      fusion: fusion())
  }

  private func validated(_ sounds: [ScoredSecond]) async throws -> AccidentEvaluation {
    let backbone = try await Backbone.load(from: head.models.store, named: head.backbone)
    let folds = folds ?? 5
    let (described, found) = try await data.examples(backbone, augments: !training.noAugmentation)
    let examples = splitFrames ? described.map(\.asClipOfItsOwn) : described
    let result = try CrossValidation(training.training, folds: folds).run(
      examples, extras: training.weighted(found, beside: examples), for: backbone.identity, progress: data.note("folds")
    )
    return try AccidentEvaluation(
      data: data.name, method: "\(folds) folds by \(splitFrames ? "frame" : "clip")", backbone: backbone.name,
      pictures: result.scores,
      threshold: threshold, costs: costs.model, sounds: sounds, fusion: fusion())
  }
}
