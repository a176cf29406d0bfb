import Synchronization

@testable import VeilAgent

/// A place that serves one film under every link.
final class FakeMirror: BlobMirror {
  let film = Mutex<[UInt8]>([])
  /// The links that were asked for.
  let asked = Mutex<[String]>([])

  func download(
    _ link: String, from offset: Int, body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int {
    asked.withLock { $0.append(link) }
    let film = film.withLock { $0 }
    if offset < film.count { try body(Array(film[offset...]), film.count) }
    return film.count
  }
}
