import ArgumentParser
import Foundation
import VeilMedia
import VeilPrivacy
import VeilVision

/// `veilcam protect`: the main job.
struct ProtectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protect",
    abstract: "Hide the people, vehicles, faces and plates in films and pictures.",
    discussion: """
      Writes NAME.protected.EXT, NAME.detections.jsonl, NAME.report.json and NAME.report.html beside the input. An output
      exists only if every frame of every video stream was decoded, analysed, protected, written and counted. EXT is the
      input's, or mp4, mov or mkv where its container cannot hold the result, as AVI.

      Examples:
        veilcam protect drive.mp4
        veilcam protect drive.mp4 --method pixelate --output shared/drive.mp4
        veilcam protect drive.mp4 --method replace --identity frame
        veilcam protect DCIM/ --output protected/ --skip-existing
        veilcam protect drive.mp4 --method attributes --zone 0,690,1280,30
        veilcam protect drive.mp4 --detections drive.detections.jsonl --keep-track 7 --overwrite
        veilcam protect damaged.mp4 --salvage
        veilcam protect drive.mp4 --method risk --others solid
        cat stream.ts | veilcam protect - --live --output drive.mp4
      """)

  @Argument(help: ArgumentHelp("Films, pictures or folders; - with --live reads standard input.", valueName: "input"))
  var inputs: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("File for one input, folder for several.", valueName: "path"))
  var output: String?

  @OptionGroup(title: "What to hide and how") var policyOptions: PolicyOptions
  @OptionGroup(title: "Detection") var detection: DetectionOptions
  @OptionGroup(title: "Encoding") var encoding: EncodingOptions
  @OptionGroup(title: "Registry, for the method risk") var risk: RiskOptions
  @OptionGroup(title: "Running") var running: RunningOptions

  func validate() throws {
    guard !inputs.isEmpty else { throw ValidationError("name at least one film, picture or folder") }
    if running.live {
      guard inputs.count == 1, output != nil else {
        throw ValidationError("--live takes one input and needs --output")
      }
      guard detection.detections == nil else { throw ValidationError("--live cannot render from --detections") }
    } else if inputs.contains("-") {
      throw ValidationError("standard input can only be read once; add --live")
    }
    if detection.detections != nil, inputs.count != 1 {
      throw ValidationError("--detections belongs to one film")
    }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let policy = try policyOptions.policy()
    let purpose = try risk.purpose(for: policy)
    for warning in policy.warnings { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
    let items =
      try running.live ? [liveItem()] : InputFiles.list(inputs, output: output, ending: { ending(of: $0, policy) })
    let detectors = try await detection.detections == nil ? detection.detectors(for: policy) : nil
    let suite = try detection.categorySuite(for: policy)
    let grader = try await risk.grader(for: purpose, detection.models)
    var options = self.options
    options.faceGrader = grader
    let job = ProtectJob(
      policy: policy, options: options, isLive: running.live, lookahead: running.lookahead,
      skipsExisting: running.skipExisting, isQuiet: running.quiet || running.json, detectors: detectors,
      suite: suite)
    let reports = try await interruptible { try await job.run(items) }
    try await grader?.noteRendition()
    if running.json {
      try Output.print(json: reports)
    } else if !running.quiet {
      for line in ProtectSummary.lines(of: reports) { print(line) }
    }
  }

  private func liveItem() throws -> InputFiles.Item {
    InputFiles.Item(
      input: inputs[0] == "-" ? URL(filePath: "-") : URL(filePath: inputs[0]), source: inputs[0],
      names: OutputNames(film: URL(filePath: output ?? "")))
  }

  /// The ending of a film's result; a file that cannot be read keeps its own, and the run says what is wrong with it.
  private func ending(of input: URL, _ policy: ProtectionPolicy) -> String? {
    guard let film = try? MediaProbe.probe(input.path, salvages: running.salvage), !film.isStillImage else {
      return nil
    }
    var options = encoding.writer
    options.audio = policy.audio == .mute ? .mute : .copy
    return OutputEnding.preferred(for: film, options: options)
  }

  private var options: RunOptions {
    var options = RunOptions()
    options.writer = encoding.writer
    options.detectInterval = detection.detectInterval
    options.isStrict = running.strict
    options.salvages = running.salvage
    options.copiesUntouched = !encoding.isGiven
    options.overwrites = running.overwrite
    options.detections = detection.detections
    options.writesPage = !running.noPage
    options.tool = Version.tool
    return options
  }
}
