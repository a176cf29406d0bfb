import BenchSupport
import Foundation
import VeilAccident
import VeilMedia
import VeilVision

/// A minute of film, coded as cameras and as encoders of computers do, scanned by the finished program.
struct AccidentBenchmark {
  let veilcam: String
  let source: String
  let runs: Int
  let folder: URL

  /// Without changes of scene: where the source begins anew, a key frame would come before its time.
  private static let codings: [(name: String, arguments: [String])] = [
    ("key frame a second, as dashcams write", ["-g", "25", "-bf", "0", "-sc_threshold", "0"]),
    ("three B-frames, key frame in 10 s", ["-g", "250", "-keyint_min", "250", "-sc_threshold", "0", "-bf", "3"]),
    ("no B-frames, key frame in 10 s", ["-g", "250", "-keyint_min", "250", "-sc_threshold", "0", "-bf", "0"]),
  ]

  func results() async throws -> AccidentResults {
    var results = AccidentResults(cores: ProcessInfo.processInfo.activeProcessorCount)
    let films = try Self.codings.enumerated().map { index, coding in
      try make("film\(index).mp4", coding.arguments)
    }
    var measured = [[MeasuredProcess]](repeating: [], count: films.count)
    for round in 0..<runs + 1 {
      for (index, film) in films.enumerated() {
        let process = try MeasuredProcess.run([veilcam, "accident", "scan", film, "--threads", "1", "--json"])
        guard process.status == 0 else { throw BenchError("scanning failed: \(process.output.suffix(400))") }
        // The first round warms the disk cache and is not counted.
        if round > 0 { measured[index].append(process) }
      }
    }
    results.rows = zip(Self.codings, measured).map { AccidentResults.Row($0.name, $1) }
    try await measurePicture(films[0], into: &results)
    return results
  }

  private func make(_ name: String, _ coding: [String]) throws -> String {
    let path = folder.appending(path: name).path
    let made = try MeasuredProcess.run(
      [
        "ffmpeg", "-v", "error", "-nostdin", "-y", "-stream_loop", "-1", "-i", source, "-f", "lavfi", "-i",
        "anoisesrc=a=0.1:r=44100", "-map", "0:v:0", "-map", "1:a", "-t", "60", "-vf", "scale=1280:720", "-r", "25",
        "-c:v", "libx264", "-preset", "medium", "-crf", "20", "-pix_fmt", "yuv420p",
      ] + coding + ["-c:a", "aac", path])
    guard made.status == 0 else { throw BenchError("the film cannot be made: \(made.output)") }
    return path
  }

  private func measurePicture(_ film: String, into results: inout AccidentResults) async throws {
    let store = try ModelStore.standard()
    let classifier = try await ImageClassifier.load(HeadLocator.find(nil, in: store), from: store, threads: 1)
    var times: [Double] = []
    for try await sample in try await FrameSampler.open(film, interval: 1).samples {
      let start = ContinuousClock.now
      _ = try await classifier.probability(of: sample.frame)
      let elapsed = ContinuousClock.now - start
      times.append(Double(elapsed.components.seconds) * 1e3 + Double(elapsed.components.attoseconds) / 1e15)
    }
    times.sort()
    guard !times.isEmpty else { throw BenchError("no picture was measured") }
    results.picture = [0.05, 0.5, 0.95].map { times[Int($0 * Double(times.count - 1))] }
    results.views = classifier.head.averagesMirror ? 2 : 1
  }
}
