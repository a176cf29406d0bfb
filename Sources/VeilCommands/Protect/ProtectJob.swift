import Foundation
import VeilMedia
import VeilPrivacy
import VeilVision

/// All inputs of one command, one after the other.
struct ProtectJob: Sendable {
  let policy: ProtectionPolicy
  let options: RunOptions
  let isLive: Bool
  let lookahead: Double
  let skipsExisting: Bool
  let isQuiet: Bool
  /// Makes the detectors; nil when detections come from a file.
  let detectors: DetectorSource?
  /// What replaces instances; nil when none are.
  let suite: CategorySuite?

  /// - Returns: the reports of what was written.
  /// - Throws: the error of the first input that failed, after the others were tried; with more than one failure their
  ///   number too. Cancelling ends at once.
  func run(_ items: [InputFiles.Item]) async throws -> [RunReport] {
    var reports: [RunReport] = []
    var failures: [(item: InputFiles.Item, error: any Error)] = []
    for item in items where !(skipsExisting && FileManager.default.fileExists(atPath: item.names.film.path)) {
      do {
        reports.append(try await protect(item))
      } catch  where items.count > 1 && !Task.isCancelled {
        FileHandle.standardError.write(Data("\(item.input.path): \(error)\n".utf8))
        failures.append((item, error))
      }
    }
    guard failures.isEmpty else {
      throw RunError(.noInput, "\(failures.count) of \(items.count) inputs could not be protected; the others were")
    }
    return reports
  }

  private func protect(_ item: InputFiles.Item) async throws -> RunReport {
    let meter = ProgressMeter(title: item.input.lastPathComponent, isQuiet: isQuiet)
    defer { meter.finish() }
    let run = ProtectRun(
      source: item.source, names: item.names, policy: policy, options: options,
      detectors: { [detectors] in
        guard let detectors else { throw RunError(.noInput, "there is nothing to detect with") }
        return try await detectors.detector(for: item.input)
      },
      categories: { [suite] _ in
        guard let suite else { throw RunError(.noInput, "there is nothing to replace instances with") }
        return suite
      },
      progress: { meter.update($0) })
    return try await isLive ? run.runLive(lookahead: lookahead) : run.run()
  }
}
