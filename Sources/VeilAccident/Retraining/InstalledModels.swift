internal import Foundation

/// The published models on a camera: pulled, checked, switched in one step, and switched back on demand.
package struct InstalledModels: Sendable {
  /// Which version is in use, and which was before it.
  private struct Current: Codable {
    var version: Int
    var previous: Int?
    /// Highest version ever taken, so that nobody can slip an old one in.
    var highest: Int
  }

  private let folder: String

  package init(folder: String) { self.folder = folder }

  /// The user's own: `$XDG_DATA_HOME/veilcam/accident`, or below `~/.local/share`.
  package static func standard(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> InstalledModels? {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return InstalledModels(folder: data + "/veilcam/accident")
    }
    return environment["HOME"].map { InstalledModels(folder: $0 + "/.local/share/veilcam/accident") }
  }

  /// The publisher whose models are taken, 64 hexadecimal digits; nil before the first pull.
  package var publisher: String? {
    (try? String(contentsOfFile: folder + "/publisher", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Fetches the newest version, if it is newer than all before.
  ///
  /// - Parameters:
  ///   - shelf: where from.
  ///   - publisher: whose; kept at the first pull, and from then on no other is taken.
  ///   - heldOut: pictures on which it must not be worse than the one in use; empty: not compared.
  /// - Returns: the version that is new, nil where there is nothing newer.
  /// - Throws: ``AccidentError``: `.signature`, `.refused`, `.headInvalid`, `.notWritable`; the model in use stays.
  @discardableResult
  package func pull(from shelf: any ModelShelf, publisher wanted: String? = nil, heldOut: [Example] = []) async throws
    -> Int?
  {
    let publicKey = try pinned(wanted)
    guard let latest = try await shelf.latest(), latest > (try current()?.highest ?? 0) else { return nil }
    let bytes = try await shelf.read(latest)
    let model = try PublishedModel(bytes, origin: "version \(latest)", publicKey: publicKey)
    guard model.version == latest else {
      throw AccidentError(.refused, "version \(latest) turns out to be version \(model.version); it is not used")
    }
    let head = try model.head
    if !heldOut.isEmpty, let old = try self.head() {
      guard try HeldOutFigures(head, on: heldOut).isNotWorse(than: HeldOutFigures(old, on: heldOut)) else {
        throw AccidentError(
          .refused, "version \(latest) is worse on the given pictures than the model in use, which stays")
      }
    }
    try ModelFiles.write(bytes, to: path(latest), replaces: true)
    try ModelFiles.write(Data((publicKey + "\n").utf8), to: folder + "/publisher", replaces: true)
    try write(Current(version: latest, previous: try current()?.version, highest: latest))
    return latest
  }

  /// Goes back to the version before.
  /// - Throws: ``AccidentError`` `.refused` where there is none.
  @discardableResult
  package func rollBack() throws -> Int {
    guard let current = try current(), let previous = current.previous else {
      throw AccidentError(.refused, "there is no version before the one in use")
    }
    _ = try verified(previous)
    try write(Current(version: previous, previous: nil, highest: current.highest))
    return previous
  }

  /// The version in use.
  package func version() throws -> Int? { try current()?.version }

  /// The head in use, its signature checked again; nil where none was pulled.
  package func head() throws -> AccidentHead? {
    try current().map { try verified($0.version).head }
  }

  private func verified(_ version: Int) throws -> PublishedModel {
    guard let publisher, let bytes = FileManager.default.contents(atPath: path(version)) else {
      throw AccidentError(.headInvalid, "\(folder) is damaged; remove it and run: veilcam accident pull")
    }
    return try PublishedModel(bytes, origin: path(version), publicKey: publisher)
  }

  private func pinned(_ wanted: String?) throws -> String {
    guard let known = publisher ?? wanted else {
      throw AccidentError(.signature, "no publisher is known yet; name the key with --publisher")
    }
    guard wanted == nil || wanted == known, Data(hexadecimal: known)?.count == 32 else {
      throw AccidentError(
        .signature, "models are taken from publisher \(known.prefix(12))… only; remove \(folder) to change that")
    }
    return known
  }

  private func current() throws -> Current? {
    guard let bytes = FileManager.default.contents(atPath: folder + "/current.json") else { return nil }
    guard let current = try? JSONDecoder().decode(Current.self, from: bytes) else {
      throw AccidentError(
        .headInvalid, "\(folder)/current.json is damaged; remove \(folder) and run: veilcam accident pull")
    }
    return current
  }

  private func write(_ current: Current) throws {
    try ModelFiles.write(try JSONEncoder().encode(current), to: folder + "/current.json", replaces: true)
  }

  private func path(_ version: Int) -> String { folder + "/\(version).model.json" }
}
