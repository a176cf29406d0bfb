import ArgumentParser
import Foundation
import VeilEvaluation
import VeilVision

/// `veilcam evaluate reid`: the paper's Re-ID attack, and stronger ones.
struct EvaluateReID: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reid",
    abstract: "Try to recognise hidden people and vehicles again.",
    discussion: """
      Hides people and vehicles by each system and lets networks look for them among the originals. Prints the \
      image-wise thwarting rate with 95 % intervals, rank-1, rank-5, rank-20 and mAP, the chances of a blind guess, what \
      each adversary is worth on originals, and what adversaries achieve who adapt. An adversary that was not trained for \
      what it attacks is called a proxy.

      In films the tracker links the pictures of one person or vehicle, and every picture is looked for among copies of \
      all, itself included: the paper's strongest attack.

      Systems are written METHOD, METHOD:KERNEL,SD or METHOD:setting=value,… with the settings of protect: blur is the \
      product's, blur:45,25 the paper's BBox Blur, blur:0 its Non-blurring BBox Blur, replace:5,5 its INSPIRE-Gaussian and \
      replace:0 its INSPIRE. Settings may follow the numbers. replace invents another instance in every frame, as the paper \
      does; replace:identity=track keeps it for a track, as protect does by default.

      Formats:
      \(ReIDFormat.allCases.map { "  \($0.rawValue): \($0.expectedLayout)" }.joined(separator: "\n"))

      Attacks:
      \(ReIDAttack.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

      Examples:
        veilcam evaluate reid --film drive.mp4 street.mp4
        veilcam evaluate reid --film drive.mp4 --sweep blur --attack plain --json > sweep.json
        veilcam evaluate reid --data Market-1501 --format market1501 --adversary net.onnx=person --system blur:45,25
      """)

  @OptionGroup var source: ReIDSourceOptions
  @OptionGroup var systems: SystemOptions
  @OptionGroup var models: ModelOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Networks that look for people and vehicles: names of models, or ONNX or OpenVINO files, with =person or =vehicle to say whom they were trained for. The default is all present Re-ID networks and backbones.",
      valueName: "model"))
  var adversary: [String] = []
  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Attacks to try; the default is all of them.", valueName: "attack"))
  var attack: [ReIDAttack] = []
  @Option(help: ArgumentHelp("Also write a page with plots.", valueName: "file"))
  var html: String?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    guard !(json && markdown) else { throw ValidationError("Choose one of --json and --markdown.") }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let report = try await measure()
    if let html { try PageFile.write(report.html, to: html) }
    if json {
      try Output.print(json: report)
    } else {
      print(markdown ? report.markdown : report.text, terminator: "")
    }
  }

  private func measure() async throws -> ReIDReport {
    let store = try models.store
    let chosen = try systems.systems
    var adversaries: [any Describer] = []
    for name in adversary.isEmpty ? Adversary.present(in: store) : adversary {
      adversaries.append(try await Adversary.load(name, from: store))
    }
    guard !adversaries.isEmpty else {
      throw EvaluationError(
        .usage,
        "there is no adversary; fetch one with veilcam models pull person-reidentification-retail-0277, or name one with --adversary"
      )
    }
    let attacks = Set(attack.isEmpty ? ReIDAttack.allCases : attack)
    let evaluation = ReIDEvaluation(
      adversaries: adversaries, painters: try SystemPainter.all(of: chosen, from: store), attacks: attacks)
    let detection = DetectorOptions(categories: chosen.neededCategories, profile: try DetectionProfile.named(nil))
    let suite = try DetectorSuite.load(detection, from: store)
    try await source.show(to: evaluation, detector: suite, findsParts: suite.categories.contains(.face))
    progressNote("looking for \(await evaluation.count) pictures")
    return ReIDReport(
      sources: source.names, configuration: source.configuration + ["detection profile \(suite.profile)"],
      results: await evaluation.results())
  }
}

extension ReIDAttack: ExpressibleByArgument {}

/// A line on standard error for whoever waits.
func progressNote(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
