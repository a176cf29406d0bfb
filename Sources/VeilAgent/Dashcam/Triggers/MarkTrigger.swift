internal import Ethereum
internal import Foundation

/// Marks that a person sets (`veilcam dashcam mark`): a file for each in the state folder, so that another process can set
/// one at any time, whether the agent runs or not.
package struct MarkTrigger: IncidentTrigger {
  private static let source = "mark"
  private let folder: String

  package init(_ folder: StateFolder) { self.folder = folder.marks }

  /// Sets a mark.
  /// - Throws: `notWritable`.
  package func mark(at time: Int64) throws { try PrivateFile.write([], to: path(time)) }

  package func events() -> [IncidentEvent] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { Int64($0) }.sorted().map { IncidentEvent(source: Self.source, time: $0) }
  }

  package func forget(_ event: IncidentEvent) {
    if event.source == Self.source { unlink(path(event.time)) }
  }

  private func path(_ time: Int64) -> String { folder + "/" + String(time) }
}
