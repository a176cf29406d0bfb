internal import Crypto
internal import Foundation

/// Keeps descriptions of pictures on disk, under the hash of the picture, of the backbone and of the views, so that
/// nothing is computed twice and nothing stale is ever used.
package struct FeatureCache: Sendable {
  private static let magic = Data("VCFEAT1\n".utf8)
  private let folder: String

  /// - Parameter folder: where to keep them; made when needed.
  package init(folder: String) { self.folder = folder }

  /// The user's own: `$XDG_CACHE_HOME/veilcam/features`, or below `~/.cache`.
  package static func standard(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> FeatureCache? {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return FeatureCache(folder: cache + "/veilcam/features")
    }
    return environment["HOME"].map { FeatureCache(folder: $0 + "/.cache/veilcam/features") }
  }

  /// The name under which descriptions of a picture are kept.
  static func key(content: Data, backbone: AccidentHead.BackboneIdentity, views: [FrameView]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var hash = SHA256()
    hash.update(data: Data(backbone.sha256.utf8))
    hash.update(data: try encoder.encode(views))
    hash.update(data: Data(SHA256.hash(data: content)))
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  /// What is kept under a key; nil where there is nothing, or something else than that.
  func read(_ key: String, views: Int, size: Int) -> [[Float]]? {
    guard let bytes = FileManager.default.contents(atPath: path(key)),
      bytes.count == Self.magic.count + views * size * 4, bytes.starts(with: Self.magic)
    else { return nil }
    return bytes.withUnsafeBytes { raw in
      (0..<views).map { view in
        (0..<size).map { column in
          let offset = Self.magic.count + (view * size + column) * 4
          return Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
      }
    }
  }

  /// Keeps descriptions. A cache that cannot be written is no reason to fail.
  func write(_ views: [[Float]], _ key: String) {
    var bytes = Self.magic
    for number in views.joined() {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let target = URL(filePath: path(key))
    try? FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? bytes.write(to: target, options: .atomic)
  }

  private func path(_ key: String) -> String { folder + "/" + key.prefix(2) + "/" + key + ".features" }
}
