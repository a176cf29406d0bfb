package import Foundation

/// FFmpeg's command line, to make inputs and to judge outputs independently of our own code.
package enum FFmpegTool {
  /// A command that failed.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// True if the command line is installed.
  package static let isPresent = ["ffmpeg", "ffprobe"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
  }

  /// Why tests are skipped.
  package static let absence = "ffmpeg's command line is not installed"

  /// Runs `ffmpeg`, overwriting outputs.
  /// - Returns: what it wrote to standard output.
  @discardableResult
  package static func run(_ arguments: [String]) throws -> Data {
    try execute("/usr/bin/ffmpeg", ["-hide_banner", "-v", "error", "-nostdin", "-y"] + arguments)
  }

  /// Runs `ffprobe` and returns its lines, in compact form without names.
  package static func probe(_ path: String, _ arguments: [String]) throws -> [String] {
    let output = try execute("/usr/bin/ffprobe", ["-v", "error"] + arguments + ["-of", "csv=p=0", path])
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Times of all frames of a stream in seconds, as decoded by `ffprobe`; nil where it knows none.
  package static func frameTimes(_ path: String, stream: Int) throws -> [Double?] {
    let lines = try probe(path, ["-select_streams", "\(stream)", "-show_entries", "frame=best_effort_timestamp_time"])
    return lines.filter { !$0.hasPrefix("side_data") }.map { Double($0.split(separator: ",").first ?? "") }
  }

  /// MD5 of all packets of the chosen streams, as copied by `ffmpeg`.
  package static func packetHash(_ path: String, streams: String) throws -> String {
    String(decoding: try run(["-i", path, "-map", "0:\(streams)", "-c", "copy", "-f", "md5", "-"]), as: UTF8.self)
  }

  /// MD5 of all decoded samples of the chosen streams.
  package static func contentHash(_ path: String, streams: String) throws -> String {
    String(decoding: try run(["-i", path, "-map", "0:\(streams)", "-vsync", "0", "-f", "md5", "-"]), as: UTF8.self)
  }

  private static func execute(_ tool: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    let output = Pipe()
    let errors = FileManager.default.temporaryDirectory.appending(path: "veilcam-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
      throw Failure(description: "\(tool) \(arguments.joined(separator: " ")): \(text)")
    }
    return data
  }
}
