internal import Foundation

/// GPS sentences as text (NMEA 0183): what receivers say, and what cameras write into side files and tracks.
enum NMEASentence {
  /// All valid fixes of the RMC sentences in a text, wherever in it they are.
  static func fixes(in text: some StringProtocol) -> [LocationFix] {
    text.split(whereSeparator: { $0.isNewline || $0 == "$" || $0 == "\0" || $0 == ";" }).compactMap { fix(String($0)) }
  }

  /// The fix of one RMC sentence: `GPRMC,hhmmss.sss,A,ddmm.mmmm,N,dddmm.mmmm,E,knots,course,ddmmyy,…*checksum`.
  ///
  /// Nil if the receiver had none. The checksum is not looked at: files of cameras come with wrong ones, and missing a
  /// position would be worse here than reporting an odd one.
  static func fix(_ line: String) -> LocationFix? {
    guard let start = line.range(of: "RMC,") else { return nil }
    let sentence = line[start.lowerBound...]
    let fields = sentence.prefix { $0 != "*" }.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0)
    }
    guard fields.count > 9, fields[2] == "A", let latitude = degrees(fields[3]), let longitude = degrees(fields[5]),
      let position = GeoPosition(
        latitude: fields[4] == "S" ? -latitude : latitude, longitude: fields[6] == "W" ? -longitude : longitude)
    else { return nil }
    return LocationFix(
      position: position, unixTime: time(fields[1], date: fields[9]),
      speed: Double(fields[7]).map { $0 * LocationFix.knot })
  }

  /// `ddmm.mmmm` as degrees.
  static func degrees(_ field: String) -> Double? {
    guard let value = Double(field), value.isFinite, value >= 0 else { return nil }
    return degrees(value)
  }

  static func degrees(_ packed: Double) -> Double {
    let whole = (packed / 100).rounded(.down)
    return whole + (packed - whole * 100) / 60
  }

  private static func time(_ clock: String, date: String) -> Double? {
    guard clock.count >= 6, date.count == 6, let seconds = Double(clock.dropFirst(4)),
      let hour = Int(clock.prefix(2)), let minute = Int(clock.dropFirst(2).prefix(2)), let day = Int(date.prefix(2)),
      let month = Int(date.dropFirst(2).prefix(2)), let year = Int(date.suffix(2))
    else { return nil }
    return CalendarTime.unix(year: 2000 + year, month: month, day: day, hour: hour, minute: minute, second: seconds)
  }
}
