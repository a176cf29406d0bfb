import ArgumentParser
import Foundation
import VeilEvaluation
import VeilPrivacy
import VeilVision

/// `veilcam evaluate edges`: what the edges that generators are told give away.
struct EvaluateEdges: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edges",
    abstract: "Measure what the edges that replace keeps give away: plates, logos and surfaces.",
    discussion: """
      Takes the largest people and vehicles of films or of a data set, and draws them anew: with the same outline, in the \
      same place, but with other colours, patterns and signs, and with plates whose text is known, from as small as they \
      are on cars up to much larger. Then tesseract reads the plates in the original, in the edge map alone and in what \
      replace makes of it, and Re-ID networks try to tell the surfaces of one outline apart by the same pictures.

      Examples:
        veilcam evaluate edges --film drive.mp4 people.mp4
        veilcam evaluate edges --data kitti --format kitti --kernel 0 --kernel 5 --kernel 25 --json > edges.json
      """)

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Films whose people and vehicles are drawn upon.", valueName: "file"))
  var film: [String] = []
  @Option(help: ArgumentHelp("Folder with a labelled data set.", valueName: "dir"))
  var data: String?
  @Option(help: ArgumentHelp("How the folder is laid out.", valueName: "format"))
  var format: DataSetFormat?
  @Option(
    help: ArgumentHelp(
      "Kernel size of the blur before edges, its deviation 5; may be given several times. The default is 0 and 5.",
      valueName: "pixels"))
  var kernel: [Int] = []
  @Option(help: ArgumentHelp("How many people, and how many vehicles, at most.", valueName: "count"))
  var count = 4
  @Option(help: ArgumentHelp("Least length of a box's longer side.", valueName: "pixels"))
  var minSide = 96
  @Option(help: ArgumentHelp("Surfaces of each outline.", valueName: "count"))
  var textures = 12
  @Option(help: ArgumentHelp("Plates of each height on each outline.", valueName: "count"))
  var plates = 3
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Networks that tell surfaces apart, written as in veilcam evaluate reid. The default is all present Re-ID networks and backbones.",
      valueName: "model"))
  var adversary: [String] = []
  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    guard film.isEmpty != (data == nil) else { throw ValidationError("Name one of --film and --data.") }
    try DataSetFormat.check(format, with: data)
    guard kernel.allSatisfy({ $0 == 0 || $0 % 2 == 1 && (1...EdgeFilter.largestKernel).contains($0) }) else {
      throw ValidationError("--kernel is an odd number up to \(EdgeFilter.largestKernel), or 0.")
    }
    guard (1...100).contains(count), (16...4096).contains(minSide), (2...100).contains(textures),
      (1...100).contains(plates)
    else {
      throw ValidationError("--count and --plates are 1 to 100, --min-side 16 to 4096, --textures 2 to 100.")
    }
    guard !(json && markdown) else { throw ValidationError("Choose one of --json and --markdown.") }
  }

  func run() async throws {
    InferenceRuntime.boundMemory()
    let store = try models.store
    let kernels = kernel.isEmpty ? [0, 5] : kernel.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    let attacks = try kernels.map { try EdgeAttack(kernel: $0, from: store) }
    var adversaries: [any Describer] = []
    for name in adversary.isEmpty ? Adversary.present(in: store) : adversary {
      adversaries.append(try await Adversary.load(name, from: store))
    }
    let instances = try await instances(attacks[0].outlines, store)
    let reader = TextReader()
    let evaluation = EdgeEvaluation(
      attacks: attacks, reader: reader, adversaries: adversaries, textures: textures, plates: plates)
    let (plates, textures) = try await evaluation.run(on: instances, progress: progressNote)
    let names = (data.map { [$0] } ?? film).map { URL(fileURLWithPath: $0).lastPathComponent }
    let report = EdgeReport(
      sources: names, instances: instances, readsText: reader != nil, plates: plates, textures: textures)
    if json {
      try Output.print(json: report)
    } else {
      print(markdown ? report.markdown : report.text, terminator: "")
    }
  }

  private func instances(_ outlines: MaskMaker, _ store: ModelStore) async throws -> [DrawnInstance] {
    let source = DrawnInstanceSource(maker: outlines, leastSide: minSide, perGroup: count)
    if let data, let format {
      return try await source.instances(of: URL(fileURLWithPath: data, isDirectory: true), format: format)
    }
    let road: Set<VeilVision.Category> = [.person, .car, .truck, .bus]
    let options = DetectorOptions(categories: road, profile: try DetectionProfile.named(nil))
    return try await source.instances(ofFilms: film, detector: try DetectorSuite.load(options, from: store))
  }
}
