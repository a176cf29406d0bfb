import Foundation
import VeilMedia

/// The files that go with a protected film, under hidden names until the film is complete.
final class PendingResults {
  private let detectionsFile: PartialFile?
  private let reportFile: PartialFile
  private let pageFile: PartialFile?
  private let trackFile: PartialFile?
  private let names: OutputNames

  /// Where the detections are written: a hidden name; nil when they come from a given file.
  var detectionsPath: String? { detectionsFile?.path }

  /// Claims the names, so that a result in the way or a folder without write permission is found before anything is
  /// computed.
  /// - Throws: ``MediaError`` that names the file.
  init(names: OutputNames, source: String, options: RunOptions, track: LocationTrack? = nil) throws {
    self.names = names
    let inputs = [source] + (options.detections.map { [$0] } ?? [])
    func claim(_ file: URL) throws -> PartialFile {
      try PartialFile(for: file.path, reading: inputs, overwrites: options.overwrites)
    }
    try FileManager.default.createDirectory(
      at: names.film.deletingLastPathComponent(), withIntermediateDirectories: true)
    // The writer claims this name again when it is its turn.
    try claim(names.film).discard()
    detectionsFile = try options.detections == nil ? claim(names.detections) : nil
    reportFile = try claim(names.report)
    pageFile = try options.writesPage ? claim(names.page) : nil
    trackFile = try track == nil ? nil : claim(names.track)
    if let track, let trackFile { try write(Data(GPXDocument.write(track).utf8), to: trackFile) }
  }

  /// Writes the reports and gives all files their names, the film last. Removes what was named already when one fails.
  func commit(_ rendition: Rendition, report: RunReport) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(report), to: reportFile)
    if let pageFile { try write(Data(ReportPage(report, thumbnails: rendition.thumbnails).text.utf8), to: pageFile) }
    var named: [PartialFile] = []
    do {
      for file in [detectionsFile, trackFile, reportFile, pageFile].compactMap(\.self) {
        try file.commit()
        named.append(file)
      }
      try Task.checkCancellation()
      try await rendition.commit()
    } catch {
      for file in named { try? FileManager.default.removeItem(atPath: file.destination) }
      throw error
    }
  }

  private func write(_ data: Data, to file: PartialFile) throws {
    do {
      try data.write(to: URL(filePath: file.path))
    } catch {
      throw RunError(.notWritable, "\(file.destination) cannot be written: \(error.localizedDescription)")
    }
  }
}
