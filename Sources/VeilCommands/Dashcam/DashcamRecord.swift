import ArgumentParser
import Foundation
import VeilAgent
import VeilMedia

struct DashcamRecord: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Cut a long film or a stream into films of a minute, as a camera writes them.",
    discussion: """
      Copies the coded pictures and sound as they are and cuts at key frames. A film appears under its name when it is
      complete. Ctrl-C closes the film in hand.

      Examples:
        veilcam dashcam record --input rtsp://camera/stream --recordings ~/DCIM
        veilcam dashcam record --input drive.mp4 --recordings ~/DCIM --start 2024-05-06T07:08:09Z
      """)

  @Option(help: ArgumentHelp("A film, an address, or - for standard input.", valueName: "source")) var input: String
  @Option(help: ArgumentHelp("Folder to write into.", valueName: "dir")) var recordings: String
  @Option(help: ArgumentHelp("Length of a film.", valueName: "seconds")) var length: Double = 60
  @Option(help: ArgumentHelp("When the source begins, ISO 8601; otherwise now.", valueName: "time")) var start: String?
  @Option(help: "Container: mp4, mkv, mov or ts.") var container = "mp4"
  @Flag(help: "Print JSON, one film a line.") var json = false

  /// A film, as it is printed.
  private struct Film: Encodable {
    let film: String
    let start: Double
    let seconds: Double
  }

  func validate() throws {
    guard (1...600).contains(length) else { throw ValidationError("--length is 1 to 600 seconds") }
    guard ["mp4", "mkv", "mov", "ts"].contains(container) else {
      throw ValidationError("--container is mp4, mkv, mov or ts")
    }
  }

  func run() async throws {
    try FileManager.default.createDirectory(atPath: recordings, withIntermediateDirectories: true)
    let (folder, suffix, json, begin) = (recordings, container, json, try beginning())
    let offset = TimeZone.current.secondsFromGMT()
    let (input, length) = (input, length)
    do {
      try await interruptible {
        try await FilmSplitter.split(input, length: length) { number, seconds in
          let start = begin + Int64((seconds * 1_000).rounded())
          return folder + "/" + RecordingName.make(start: start, number: number, suffix: suffix, offset: offset)
        } done: { segment in
          Self.show(segment, json: json)
        }
      }
    } catch is CancellationError {
      return
    }
  }

  private func beginning() throws -> Int64 {
    guard let start else { return SystemAgentClock().now }
    guard let date = ISO8601DateFormatter().date(from: start) else {
      throw ValidationError("“\(start)” is no time; write it as 2024-05-06T07:08:09Z")
    }
    return Int64((date.timeIntervalSince1970 * 1_000).rounded())
  }

  private static func show(_ segment: FilmSplitter.Segment, json: Bool) {
    let film = Film(film: segment.path, start: segment.start, seconds: segment.duration)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = json ? (try? encoder.encode(film)) ?? Data() : Data("\(segment.path)".utf8)
    FileHandle.standardOutput.write(line + Data("\n".utf8))
  }
}
