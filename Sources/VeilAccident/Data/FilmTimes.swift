internal import Foundation

/// Films with the times of accidents in them: a table with the header `film,start,end`, times in seconds; a film that is
/// listed without times shows none.
package struct FilmTimes: Sendable {
  package static let header = "film,start,end"

  /// A film and when accidents are to be seen in it.
  package struct Film: Sendable, Hashable {
    package let path: String
    package let name: String
    package fileprivate(set) var accidents: [ClosedRange<Double>]

    package func isAccident(at seconds: Double) -> Bool { accidents.contains { $0.contains(seconds) } }
  }

  package private(set) var films: [Film] = []

  /// - Parameter path: the table; names in it are relative to its folder.
  /// - Throws: ``AccidentError``: `.notReadable`, `.dataInvalid` naming the line.
  package init(contentsOf path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw AccidentError(.notReadable, "\(path) cannot be read")
    }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    guard lines.first?.lowercased() == Self.header else {
      throw AccidentError(.dataInvalid, "\(path) must begin with the line \(Self.header)")
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard let name = fields.first, !name.isEmpty, fields.count <= 3,
        let range = Self.range(fields.dropFirst().filter { !$0.isEmpty })
      else {
        throw AccidentError(.dataInvalid, "\(path) line \(index + 1) is not \(Self.header) with times in seconds")
      }
      let film = URL(filePath: name, relativeTo: folder).path
      if !films.contains(where: { $0.name == name }) { films.append(Film(path: film, name: name, accidents: [])) }
      if let range, let place = films.firstIndex(where: { $0.name == name }) { films[place].accidents.append(range) }
    }
    guard !films.isEmpty else { throw AccidentError(.dataInvalid, "\(path) lists no films") }
  }

  /// Nil for what makes no sense, an inner nil for no time.
  private static func range(_ fields: [String]) -> ClosedRange<Double>?? {
    guard !fields.isEmpty else { return .some(nil) }
    guard fields.count == 2, let start = Double(fields[0]), let end = Double(fields[1]), start >= 0, end >= start,
      end.isFinite
    else { return nil }
    return .some(start...end)
  }
}
