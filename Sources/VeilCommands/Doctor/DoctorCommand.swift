import ArgumentParser
import Foundation
import VeilMedia
import VeilVision

/// `veilcam doctor`: what is installed, what is missing, and what to do about it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is installed, which models and instruction sets there are, and what is missing.",
    discussion: """
      Exits with 1 if `veilcam protect` could not run on this machine.

      Examples:
        veilcam doctor
        veilcam doctor --json
      """)

  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let findings = try Findings.all(store: models.store)
    try Output.print(findings, json: json)
    let faults = findings.filter { $0.state == .missing }
    guard faults.isEmpty else {
      throw VisionError(
        .modelMissing, "\(faults.map(\.what).joined(separator: ", ")) missing; see above for what to do")
    }
  }
}

/// One thing that the doctor has looked at.
struct Finding: TableRow {
  enum State: String, Encodable { case fine, limited, missing }

  static let columns = ["", "WHAT", "FOUND", "WHAT TO DO"]

  let state: State
  let what: String
  let found: String
  let advice: String

  init(_ state: State, _ what: String, _ found: String, advice: String = "") {
    self.state = state
    self.what = what
    self.found = found
    self.advice = advice
  }

  var cells: [String] { [state == .fine ? "✓" : state == .limited ? "!" : "✗", what, found, advice] }
}

/// What the doctor looks at.
enum Findings {
  static func all(store: ModelStore) -> [Finding] {
    [program, processor, media, encoders] + [inference] + roles(store)
  }

  private static var program: Finding { Finding(.fine, "veilcam", Version.current) }

  private static var processor: Finding {
    let features = ProcessorFeatures.present
    let found =
      "\(ProcessorFeatures.name), \(ProcessInfo.processInfo.activeProcessorCount) cores: \(features.joined(separator: " "))"
    return features.contains("avx2")
      ? Finding(.fine, "processor", found)
      : Finding(.limited, "processor", found, advice: "without AVX2 detection is several times slower")
  }

  private static var media: Finding { Finding(.fine, "FFmpeg", MediaLibrary.version) }

  private static var encoders: Finding {
    let encoders = MediaLibrary.encoders
    let found = encoders.map(\.rawValue).joined(separator: " ")
    return encoders.contains(.h264)
      ? Finding(.fine, "encoders", found)
      : Finding(.missing, "encoder for H.264", found, advice: "install an FFmpeg that was built with libx264")
  }

  private static var inference: Finding {
    do {
      _ = try InferenceRuntime.shared()
      return Finding(.fine, "OpenVINO", InferenceRuntime.version)
    } catch {
      return Finding(.missing, "OpenVINO", "\(error)", advice: "run Scripts/setup")
    }
  }

  private static func roles(_ store: ModelStore) -> [Finding] {
    let statuses = store.verify()
    return [ModelRole.detector, .face, .plate].map { role in
      let known = statuses.filter { $0.manifest.role == role }
      if let wrong = known.first(where: { if case .wrong = $0.state { true } else { false } }),
        case .wrong(let sentence) = wrong.state
      {
        return Finding(.missing, "model for \(role)", sentence, advice: "remove the file, then: veilcam models pull")
      }
      guard let used = known.first(where: \.isChosen) else {
        return Finding(.missing, "model for \(role)", "none", advice: "veilcam models pull")
      }
      return Finding(.fine, "model for \(role)", "\(used.manifest.name) in \(used.path ?? "")")
    }
  }
}
