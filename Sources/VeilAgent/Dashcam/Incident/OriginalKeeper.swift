internal import Foundation
internal import VeilEvidence
internal import VeilMedia

/// Takes copies of an incident's films, which the camera will overwrite, with the places that lie beside them. A copy, not
/// a link: cameras overwrite in place too.
struct OriginalKeeper: Sendable {
  let folder: IncidentFolder

  /// Whether the copy of a film is there.
  func has(_ segment: StoredSegment) -> Bool { access(folder.original(segment), R_OK) == 0 }

  /// Copies a film unless it was copied before, and makes sure that it is the one of its record.
  /// - Throws: `noFilm` where the film is gone or another one; `MediaError` where the disk is full.
  func keep(_ segment: StoredSegment) async throws {
    guard !has(segment) else { return }
    let places = ((try? await LocationScanner.scan(segment.path)) ?? []).first { !$0.track.fixes.isEmpty }
    let fixes = places?.track.fixes ?? []
    try JSONEncoder().encode(fixes).write(to: URL(filePath: folder.track(segment)), options: .atomic)
    let destination = folder.original(segment)
    try await EvidenceWorker.shared.run {
      let partial = try PartialFile(for: destination, reading: [segment.path], overwrites: true)
      guard try copyfile(segment.path, partial.path) else { throw Self.gone(segment) }
      guard try ContentTree(ofFile: partial.path).root == segment.commitment.contentRoot else {
        throw Self.gone(segment)
      }
      try partial.commit()
    }
  }

  /// What was known of places during a film.
  func fixes(_ segment: StoredSegment) -> [LocationFix] {
    guard let data = try? Data(contentsOf: URL(filePath: folder.track(segment))) else { return [] }
    return (try? JSONDecoder().decode([LocationFix].self, from: data)) ?? []
  }

  private static func gone(_ segment: StoredSegment) -> AgentError {
    AgentError(
      .noFilm, "the camera has overwritten \(segment.path) before it could be kept; give the loop more room on the card"
    )
  }
}

/// Copies a file's content.
/// - Returns: false where the source cannot be read.
/// - Throws: `MediaError` where the copy cannot be written.
private func copyfile(_ source: String, _ destination: String) throws -> Bool {
  let input = open(source, O_RDONLY | O_CLOEXEC)
  guard input >= 0 else { return false }
  defer { close(input) }
  let output = open(destination, O_WRONLY | O_TRUNC | O_CLOEXEC)
  guard output >= 0 else { throw unwritable(destination) }
  defer { close(output) }
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    try Task.checkCancellation()
    let count = read(input, &buffer, buffer.count)
    guard count > 0 else { return count == 0 }
    var done = 0
    while done < count {
      let written = buffer.withUnsafeBytes { write(output, $0.baseAddress.map { $0 + done }, count - done) }
      guard written > 0 else { throw unwritable(destination) }
      done += written
    }
  }
}

private func unwritable(_ path: String) -> MediaError {
  let code = errno
  guard code != ENOSPC, code != EDQUOT else {
    return MediaError(.diskFull, "\(path) cannot be written: no space left on the device")
  }
  return MediaError(.notWritable, "\(path) cannot be written: \(String(cString: strerror(code)))")
}
