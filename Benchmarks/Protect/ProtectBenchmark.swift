import BenchSupport
import Foundation

/// The commands that are compared, run in turn so that a drift of the machine's speed hits all alike.
struct ProtectBenchmark {
  let veilcam: String
  let film: String
  let deface: String?
  let runs: Int
  let folder: URL
  let measuresMemory: Bool

  /// Same preset and quality for everybody.
  private static let preset = "veryfast"
  private static let quality = "20"

  func results() throws -> BenchResults {
    let frames = try countFrames(of: film)
    var samples: [String: [MeasuredProcess]] = [:]
    for round in 0..<runs + 1 {
      for (name, command) in commands {
        let process = try MeasuredProcess.run(command)
        guard process.status == 0 else { throw BenchError("\(name) failed: \(process.output.suffix(400))") }
        // The first round warms the disk cache and is not counted.
        if round > 0 { samples[name, default: []].append(process) }
      }
    }
    var results = BenchResults(film: film, frames: frames, preset: Self.preset, quality: Self.quality)
    for (name, _) in commands {
      results.rows.append(BenchResults.Row(name: name, frames: frames, processes: samples[name] ?? []))
    }
    results.stages = try stages()
    results.framesWithRegions = try share()
    if measuresMemory { results.memory = try memory() }
    return results
  }

  private var commands: [(String, [String])] {
    var list = [
      ("decode + encode", encodeOnly),
      ("blur, default", protect("blur", as: "blur-default")),
      ("blur, every frame", protect("blur", as: "blur-every", ["--detect-interval", "1"])),
      ("attributes, default", protect("attributes", as: "attributes")),
    ]
    if let deface {
      let settings =
        #"{"codec":"libx264","quality":null,"output_params":["-preset","\#(Self.preset)","-crf","\#(Self.quality)"]}"#
      list.append(
        ("deface", [deface, film, "-o", path("deface.mp4"), "--backend", "onnxrt", "--ffmpeg-config", settings]))
    }
    return list
  }

  private var encodeOnly: [String] {
    [
      "ffmpeg", "-v", "error", "-nostdin", "-y", "-i", film, "-c:v", "libx264", "-preset", Self.preset, "-crf",
      Self.quality, "-c:a", "copy", path("encoded.mp4"),
    ]
  }

  private func protect(_ method: String, as name: String, _ more: [String] = []) -> [String] {
    [
      veilcam, "protect", film, "--output", path("\(name).mp4"), "--method", method, "--preset", Self.preset,
      "--quality",
      Self.quality, "--overwrite", "--quiet", "--no-page",
    ] + more
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func countFrames(of film: String) throws -> Int {
    let probe = try MeasuredProcess.run([
      "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries", "stream=nb_read_packets",
      "-of", "csv=p=0", film,
    ])
    let text = probe.output.trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
    guard let frames = Int(text), frames > 0 else { throw BenchError("\(film) has no frames") }
    return frames
  }

  // MARK: From the reports

  private struct Report: Decodable {
    struct Timing: Decodable {
      let stage: String
      let p50Milliseconds: Double
      let p95Milliseconds: Double
      let totalMilliseconds: Double
    }
    struct Coverage: Decodable { let framesWithRegions: Double }
    let timings: [Timing]
    let coverage: Coverage
    let configuration: [String: String]
  }

  private func report(_ name: String) throws -> Report {
    let data = try Data(contentsOf: folder.appending(path: "\(name).report.json"))
    return try JSONDecoder().decode(Report.self, from: data)
  }

  private func stages() throws -> [BenchResults.Stage] {
    try ["blur-default", "blur-every", "attributes"].flatMap { name in
      try report(name).timings.map {
        BenchResults.Stage(
          run: name, stage: $0.stage, p50: $0.p50Milliseconds, p95: $0.p95Milliseconds, total: $0.totalMilliseconds)
      }
    }
  }

  private func share() throws -> Double { try report("blur-every").coverage.framesWithRegions }

  // MARK: Memory

  private func memory() throws -> BenchResults.Memory {
    let short = try peak(seconds: 10)
    let long = try peak(seconds: 120)
    return BenchResults.Memory(shortMegabytes: short, longMegabytes: long)
  }

  /// Peak resident size while a looped film of some length is protected.
  private func peak(seconds: Int) throws -> Double {
    let looped = path("loop-\(seconds).mp4")
    let made = try MeasuredProcess.run([
      "ffmpeg", "-v", "error", "-nostdin", "-y", "-stream_loop", "-1", "-i", film, "-t", "\(seconds)", "-c", "copy",
      looped,
    ])
    guard made.status == 0 else { throw BenchError("the film cannot be looped: \(made.output)") }
    let process = try MeasuredProcess.run([
      veilcam, "protect", looped, "--output", path("loop-out.mp4"), "--overwrite", "--quiet", "--no-page",
    ])
    guard process.status == 0 else { throw BenchError("protecting \(seconds) s failed: \(process.output)") }
    return process.peakMegabytes
  }
}
