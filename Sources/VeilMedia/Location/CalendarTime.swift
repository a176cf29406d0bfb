/// Gregorian calendar in UTC, without time zones and locales.
enum CalendarTime {
  /// Seconds since 1970, nil for a date that does not exist.
  static func unix(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Double) -> Double? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0..<61).contains(second)
    else { return nil }
    return Double(days(year, month, day)) * 86_400 + Double(hour * 3600 + minute * 60) + second
  }

  /// `2024-05-06T07:08:09Z`, and anything between and behind as GPX writes it.
  static func unix(iso8601 text: some StringProtocol) -> Double? {
    let digits = text.split { (letter: Character) in !(letter.isNumber || letter == ".") }.map { String($0) }
    guard digits.count >= 6, let year = Int(digits[0]), let month = Int(digits[1]), let day = Int(digits[2]),
      let hour = Int(digits[3]), let minute = Int(digits[4]), let second = Double(digits[5])
    else { return nil }
    return unix(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// ISO 8601 in UTC with whole seconds; nil before 1970 and after 9999.
  static func iso8601(_ unix: Double) -> String? {
    guard (0..<253_402_300_800).contains(unix) else { return nil }
    let (count, rest) = Int(unix).quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = date(count)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// Days since 1970-01-01 (Richards' algorithm, counting years from March).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let shifted = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1 - 719_468
  }

  private static func date(_ count: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = count + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
    return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}
