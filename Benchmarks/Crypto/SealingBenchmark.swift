internal import Cryptography
internal import Foundation
internal import VeilEvidence

/// Sealing of a film of 50 MB on one thread: the whole, and each of its parts alone.
final class SealingBenchmark {
  static let filmByteCount = 50_000_000

  private let folder: URL
  private let session: SessionKey
  private let header: SealedHeader
  private let content: [UInt8]

  /// What was measured, in seconds of processor time for 50 MB, and in bytes.
  struct Figures: Encodable {
    var encryption = Double.infinity
    /// One Merkle root; sealing computes two, of the film and of the sealed file.
    var root = Double.infinity
    /// Reading the film and writing as much.
    var files = Double.infinity
    var sealing = Double.infinity
    /// Peak memory while 20 MB, and while 50 MB are sealed.
    var smallPeak = 0
    var largePeak = 0

    /// What sealing would take if its parts cost nothing to put together, with and without the files.
    var bound: Double { encryption + 2 * root + files }
    var boundWithoutFiles: Double { encryption + 2 * root }

    var rows: [Row] {
      [
        Row(
          name: "AES-256-GCM in 1 MiB chunks", unit: "MB/s", ours: rate(encryption), anchor: "1 GB/s", theirs: 1_000,
          wanted: 1),
        Row(
          name: "Sealing a film of 50 MB", unit: "MB/s", ours: rate(sealing), anchor: "its parts", theirs: rate(bound),
          wanted: 0.8),
      ]
    }

    var lines: [String] {
      [
        "Sealing 50 MB: \(milliseconds(sealing)); AES-GCM \(milliseconds(encryption)), each of two Merkle roots "
          + "\(milliseconds(root)), reading and writing \(milliseconds(files))",
        String(
          format: "Sealing reaches %.2f of the bound of its parts (%.2f without reading and writing)", bound / sealing,
          boundWithoutFiles / sealing),
        "Peak memory: \(smallPeak / 1_000_000) MB while 20 MB are sealed, \(largePeak / 1_000_000) MB while 50 MB are",
      ]
    }

    private func rate(_ seconds: Double) -> Double { Double(SealingBenchmark.filmByteCount) / 1e6 / seconds }
    private func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1_000) }
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "bench-seal-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    content = RandomBytes.make(Self.filmByteCount)
    try Data(content).write(to: folder.appending(path: "large"))
    try Data(content.prefix(20_000_000)).write(to: folder.appending(path: "small"))
    let incident = IncidentID.random()
    session = try SessionKey.encapsulate(
      to: try SecretKey.generate().publicKey, incident: incident, rendition: .original
    ).key
    header = try SealedHeader(
      incident: incident, rendition: .original, plaintextByteCount: Self.filmByteCount)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func measure(rounds: Int) throws -> Figures {
    var figures = Figures()
    let (small, large) = (try manifest(of: "small"), try manifest(of: "large"))
    figures.smallPeak = try peakMemory { try seal(small, "small") }
    figures.largePeak = try peakMemory { try seal(large, "large") }
    for _ in 0..<rounds {
      figures.encryption = min(figures.encryption, try Measurement.once(rounds: 1) { try encrypt() })
      figures.root = min(figures.root, try Measurement.once(rounds: 1) { _ = try ContentTree.root(of: content) })
      figures.files = min(figures.files, try Measurement.once(rounds: 1) { try copy() })
      figures.sealing = min(figures.sealing, try Measurement.once(rounds: 1) { try seal(large, "large") })
    }
    return figures
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func seal(_ manifest: SealedManifest, _ name: String) throws {
    _ = try FilmSealer.seal(
      manifest, films: [path(name)], with: session, to: path("sealed"), overwrites: true)
  }

  /// Encrypts as sealing does, and throws the ciphertext away.
  private func encrypt() throws {
    let cipher = ChunkCipher(try session.contentKey(), header: header)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: SealedHeader.chunkByteCount, alignment: 64)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: content.prefix(buffer.count))
    for index in 0..<header.chunkCount {
      let count = min(buffer.count, Self.filmByteCount - index * buffer.count)
      try cipher.seal(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), chunk: index) { _ in }
    }
  }

  /// Reads and writes as sealing does, by one buffer of 1 MiB.
  private func copy() throws {
    let (input, output) = (open(path("large"), O_RDONLY), open(path("copy"), O_WRONLY | O_CREAT | O_TRUNC, 0o600))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: SealedHeader.chunkByteCount, alignment: 64)
    defer {
      close(input)
      close(output)
      unlink(path("copy"))
      buffer.deallocate()
    }
    while case let count = read(input, buffer.baseAddress, buffer.count), count != 0 {
      guard count > 0, write(output, buffer.baseAddress, count) == count else {
        throw Anchors.Failed(description: "a file of 50 MB cannot be copied in \(folder.path)")
      }
    }
    fsync(output)
  }

  private func manifest(of name: String) throws -> SealedManifest {
    let commitment = SegmentCommitment(
      frameHash: Keccak256.hash(name.utf8), contentRoot: try ContentTree(ofFile: path(name)).root)
    var chain = try DeviceChain(at: 1_700_000_000)
    let record = try chain.append(commitment.videoHash)
    let size = (try FileManager.default.attributesOfItem(atPath: path(name)))[.size] as? Int ?? 0
    return try SealedManifest(
      incident: session.incident, rendition: .original, start: 0, end: 60_000, track: [],
      films: [try SealedFilm(name: "film.mp4", byteCount: size, commitment: commitment)], records: [record])
  }

  /// Bytes of memory that were resident at most while `work` ran, less those before.
  private func peakMemory(_ work: () throws -> Void) throws -> Int {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    let before = Self.status("VmRSS:")
    try work()
    return Self.status("VmHWM:") - before
  }

  private static func status(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
  }
}
