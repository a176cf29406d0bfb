import Foundation

extension DetectionsHeader {
  private struct Version: Decodable {
    var format: String
    var version: Int
  }

  /// Reads and checks the first line of a file.
  init(parsing line: [UInt8]) throws {
    let data = Data(line)
    let decoder = JSONDecoder()
    guard let version = try? decoder.decode(Version.self, from: data), version.format == Self.format else {
      throw DetectionsError(.malformed, line: 1, "this is not a detections file of veilcam")
    }
    guard version.version == Self.currentVersion else {
      throw DetectionsError(
        .unknownVersion, line: 1,
        "format version \(version.version) is not known, only \(Self.currentVersion); use the tool that wrote it")
    }
    do {
      self = try decoder.decode(Self.self, from: data)
    } catch {
      throw DetectionsError(.malformed, line: 1, "the header is damaged: \(Self.explain(error))")
    }
    if let reason = objection { throw DetectionsError(.badValue, line: 1, reason) }
  }

  /// Why the values cannot be used, or nil.
  private var objection: String? {
    if streams.isEmpty { return "the header names no video stream" }
    if Set(streams.map(\.index)).count != streams.count { return "the header names a stream twice" }
    if interval < 1 { return "the detector interval is \(interval); it must be at least 1" }
    if !thresholds.values.allSatisfy(\.isFinite) { return "a threshold is not a number" }
    let sizes = 1...1_000_000
    for stream in streams {
      guard sizes.contains(stream.width), sizes.contains(stream.height) else {
        return "stream \(stream.index) has size \(stream.width)×\(stream.height)"
      }
      guard stream.timeBase.count == 2, stream.timeBase.allSatisfy({ $0 > 0 }) else {
        return "stream \(stream.index) needs a time base of two positive numbers"
      }
      guard stream.frames ?? 0 >= 0 else { return "stream \(stream.index) has \(stream.frames ?? 0) frames" }
    }
    return nil
  }

  private static func explain(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type"
    default: "it is not JSON"
    }
  }
}
