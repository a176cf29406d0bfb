internal import Ethereum
internal import Foundation

/// A file that a sensor of the car writes, one line an event: seconds or milliseconds since 1970, or ISO 8601, and how
/// strong it was, divided by a comma, a semicolon or a space. Other lines are passed over.
package struct SensorFileTrigger: IncidentTrigger {
  private static let limit = 8 << 20
  private let path: String
  private let threshold: Double

  /// - Parameter threshold: least magnitude of an event.
  package init(path: String, threshold: Double = 0) {
    self.path = path
    self.threshold = threshold
  }

  package func events() -> [IncidentEvent] {
    guard let bytes = try? PrivateFile.read(path, limit: Self.limit) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { event($0) }
  }

  private func event(_ line: Substring) -> IncidentEvent? {
    let parts = line.split { $0 == "," || $0 == ";" || $0 == " " || $0 == "\t" }
    guard let first = parts.first, let time = Self.time(first) else { return nil }
    let magnitude = parts.count > 1 ? Double(parts[1]) ?? .nan : 0
    guard magnitude >= threshold else { return nil }
    return IncidentEvent(source: "sensor", time: time, magnitude: magnitude)
  }

  private static func time(_ text: Substring) -> Int64? {
    if let number = Double(text) {
      // 10^11 milliseconds are 1973, 10^11 seconds the year 5138.
      let milliseconds = abs(number) < 1e11 ? number * 1_000 : number
      return (0..<1e14).contains(milliseconds) ? Int64(milliseconds.rounded()) : nil
    }
    let parser = ISO8601DateFormatter()
    return parser.date(from: String(text)).map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) }
  }
}
