/// Dates as YYYY-MM-DD (ISO 8601), from the ways in which they are written where the order is beyond doubt.
enum DateForm {
  /// - Throws: ``RegistryError`` `invalidAttribute`
  static func normal(_ text: String) throws(RegistryError) -> String {
    guard let parts = parts(text), isDay(parts) else {
      throw RegistryError(
        .invalidAttribute, "the birth-date is no date, or day and month could be mistaken; write it as YYYY-MM-DD")
    }
    return [padded(parts.year, 4), padded(parts.month, 2), padded(parts.day, 2)].joined(separator: "-")
  }

  private typealias Parts = (year: Int, month: Int, day: Int)

  private static func parts(_ text: String) -> Parts? {
    let runs = text.split { $0.wholeNumberValue == nil }.map { $0.compactMap(\.wholeNumberValue) }
    guard runs.allSatisfy({ $0.count <= 8 && $0.allSatisfy { $0 < 10 } }) else { return nil }
    let numbers = runs.map { $0.reduce(0) { $0 * 10 + $1 } }
    let hasLetters = text.contains { $0.isLetter && !"년월일".contains($0) }
    guard !hasLetters else { return nil }
    if runs.count == 1, runs[0].count == 8 { return (numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100) }
    guard runs.count == 3 else { return nil }
    if runs[0].count == 4 { return (numbers[0], numbers[1], numbers[2]) }
    guard runs[2].count == 4 else { return nil }
    // 01.05.1990 has the day first wherever dots are used; 01/05/1990 may be either unless one of them is no month.
    if text.contains(".") || numbers[0] > 12 || numbers[0] == numbers[1] { return (numbers[2], numbers[1], numbers[0]) }
    return numbers[1] > 12 ? (numbers[2], numbers[0], numbers[1]) : nil
  }

  private static func isDay(_ parts: Parts) -> Bool {
    guard (1850...2200).contains(parts.year), (1...12).contains(parts.month) else { return false }
    let isLeap = parts.year % 4 == 0 && (parts.year % 100 != 0 || parts.year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[parts.month - 1]).contains(parts.day)
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
