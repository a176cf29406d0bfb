internal import Ethereum
internal import Foundation

/// What a camera's G-sensor wrote beside a film: sentences `$GSENSOR,x,y,z` (thousandths of g) or `$GSENSORD,x,y,z` (g)
/// between the positions of an NMEA file.
package struct AccelerationTrack: Sendable, Hashable {
  /// A moment: seconds since 1970 by the receiver's clock where there was a position before it, and its place in the file.
  package struct Sample: Sendable, Hashable {
    package let unixTime: Double?
    /// Which second of the file it is, counted by positions.
    package let second: Int
    /// Length of the vector, in g. Cameras write it with gravity taken off.
    package let magnitude: Double
  }

  package let samples: [Sample]

  /// Reads the sentences of a text; what makes no sense is passed over.
  package init(nmea text: String) {
    var samples: [Sample] = []
    var time: Double?
    var second = -1
    for line in text.split(whereSeparator: \.isNewline) {
      if line.contains("RMC,") {
        second += 1
        time = Self.time(line)
      } else if let magnitude = Self.magnitude(line) {
        samples.append(Sample(unixTime: time, second: max(0, second), magnitude: magnitude))
      }
    }
    self.samples = samples
  }

  /// The track beside a film: a file of its name with the ending of an NMEA file.
  package static func beside(film path: String) -> AccelerationTrack? {
    let stem = (path as NSString).deletingPathExtension
    for ending in ["nmea", "NMEA", "gps", "GPS"] {
      guard let bytes = try? PrivateFile.read(stem + "." + ending, limit: 8 << 20) else { continue }
      return AccelerationTrack(nmea: String(decoding: bytes, as: UTF8.self))
    }
    return nil
  }

  private static func magnitude(_ line: Substring) -> Double? {
    guard let start = line.range(of: "$GSENS") else { return nil }
    let fields = line[start.lowerBound...].prefix { $0 != "*" }.split(separator: ",").dropFirst().map { Double($0) }
    guard fields.count >= 3, let x = fields[0], let y = fields[1], let z = fields[2] else { return nil }
    let length = (x * x + y * y + z * z).squareRoot()
    return line.contains("GSENSORD") || line.contains(".") ? length : length / 1_000
  }

  private static func time(_ line: Substring) -> Double? {
    let fields = line.prefix { $0 != "*" }.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count > 9, fields[2] == "A", fields[1].count >= 6, fields[9].count == 6 else { return nil }
    let (clock, date) = (fields[1], fields[9])
    let two = { (text: Substring, at: Int) in Int32(text.dropFirst(at).prefix(2)) }
    guard let hour = two(clock, 0), let minute = two(clock, 2), let seconds = Double(clock.dropFirst(4)),
      let day = two(date, 0), let month = two(date, 2), let year = two(date, 4)
    else { return nil }
    var calendar = tm()
    (calendar.tm_year, calendar.tm_mon, calendar.tm_mday) = (100 + year, month - 1, day)
    (calendar.tm_hour, calendar.tm_min) = (hour, minute)
    return Double(timegm(&calendar)) + seconds
  }
}
