import ArgumentParser
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilPrivacy

struct DashcamRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Be the agent in the car.",
    discussion: """
      Signs a record for every film that the camera finishes, and keeps everything in a queue on disk until the cloud can
      be reached. An accident (a mark, a sensor, the G-sensor track) keeps its films from being overwritten; they are
      protected, sealed to the owner and published. Power may fail at any moment. Ctrl-C stops; nothing is lost.

      Examples:
        veilcam dashcam run --recordings ~/DCIM --state ~/.veilcam --cloud https://cloud.example
        veilcam dashcam run --recordings ~/DCIM --state ~/.veilcam --once --mark
        veilcam dashcam run --recordings ~/DCIM --state ~/.veilcam --sensor-file crash.csv --publish-delay 0 --json
      """)

  @Option(help: ArgumentHelp("Folder into which the camera writes.", valueName: "dir")) var recordings: String
  @Option(help: ArgumentHelp("Folder of the agent's queue and keys.", valueName: "dir")) var state: String
  @Option(help: ArgumentHelp("The cloud; otherwise everything stays in the queue.", valueName: "url")) var cloud:
    String?
  @Option(
    help: ArgumentHelp(
      "Program that attests a signing key to the cloud: reads the device's address, writes the name of the format, a line "
        + "break, and the statement.", valueName: "program"))
  var attestor: String?
  @Option(help: ArgumentHelp("Take this pairing file in first.", valueName: "file")) var pairing: String?
  @Flag(help: "Work off what is there, as if nothing more would come, and end.") var once = false
  @Flag(help: "Set a mark now.") var mark = false
  @OptionGroup(title: "Incidents") var options: DashcamOptions
  @OptionGroup(title: "What to hide and how") var policyOptions: PolicyOptions
  @OptionGroup(title: "Detection") var detection: DetectionOptions
  @Flag(
    inversion: .prefixedNo,
    help: "Look at every finished film for accidents; without either, done if the models for it are there.")
  var detectAccidents: Bool?
  @Flag(
    help: ArgumentHelp(
      "Let others learn from incidents: sends numbers that describe the protected film to the cloud, never a picture. "
        + "Undone by veilcam dashcam forget."))
  var shareFeatures = false
  @Flag(help: "Print events as JSON, one a line.") var json = false

  func validate() throws {
    if detection.detections != nil { throw ValidationError("--detections belongs to one film; leave it out here") }
  }

  func run() async throws {
    let folder = try StateFolder(path: state)
    let lock = try StateLock(folder)
    let store = try AgentStore(folder)
    if let pairing { try store.add(try Pairing(contentsOf: pairing)) }
    if mark { try MarkTrigger(folder).mark(at: SystemAgentClock().now) }
    let context = AgentContext(
      store: store, settings: try options.settings, events: DashcamEvents.sink(json: json),
      fault: FaultHooks.environment)
    let attestor = try attestor.map { try ProgramAttestor(path: $0) }
    let link = try cloud.map {
      CloudClientLink(CloudClient(transport: try HTTPCloudTransport(address: $0)), attestor: attestor)
    }
    let agent = try DashcamAgent(
      context, recordings: RecordingsFolder(path: recordings),
      triggers: options.triggers(folder) + (try AccidentDetection.trigger(detectAccidents, detection.models, context)),
      protector: try CameraProtector.make(policyOptions, detection), cloud: link,
      describer: shareFeatures ? try AccidentDetection.describer(detection.models) : nil)
    let once = once
    do {
      try await interruptible { once ? try await agent.once() : try await agent.run() }
    } catch let error as RunError where error.code == .interrupted {
      FileHandle.standardError.write(Data("stopped; the queue is kept\n".utf8))
    }
    withExtendedLifetime(lock) {}
  }
}

/// Prints what the agent tells.
enum DashcamEvents {
  static func sink(json: Bool) -> AgentEventSink {
    { event in
      let incident = event.incident.map { " [\($0.prefix(10))]" } ?? ""
      var line = Data("\(event.kind.rawValue)\(incident): \(event.message)\n".utf8)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let text = try? encoder.encode(event) else { return }
        line = text + Data("\n".utf8)
      }
      FileHandle.standardOutput.write(line)
    }
  }
}
