internal import Foundation
package import VeilAccident

/// Looks at every finished film, and listens to it: an event for the impact of each incident that is marked in it.
///
/// Loads its networks with the first film. A film that cannot be scanned is told of and passed over: there is a record of
/// it all the same.
package actor AccidentTrigger: IncidentTrigger {
  private static let source = "accident"
  private let load: @Sendable () async throws -> AccidentScanner
  private let problem: @Sendable (String) -> Void
  private var scanner: AccidentScanner?

  /// - Parameters:
  ///   - load: makes the scanner, once.
  ///   - problem: told in a sentence why a film was not scanned.
  package init(
    load: @escaping @Sendable () async throws -> AccidentScanner, problem: @escaping @Sendable (String) -> Void
  ) {
    self.load = load
    self.problem = problem
  }

  package func events(in segment: FinishedSegment) async throws -> [IncidentEvent] {
    do {
      let scanner = try await loaded()
      let scan = try await scanner.scan(URL(filePath: segment.file.path), salvages: segment.isDamaged)
      return scan.incidents.map { incident in
        let offset = Int64((min(max(0, incident.impact), 1e6) * 1_000).rounded())
        return IncidentEvent(
          source: Self.source, time: min(segment.start + offset, max(segment.start, segment.end - 1)),
          magnitude: incident.probability)
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      problem("\(segment.file.name) was not looked at for accidents: \(error)")
      return []
    }
  }

  private func loaded() async throws -> AccidentScanner {
    if let scanner { return scanner }
    let made = try await load()
    scanner = made
    return made
  }
}
