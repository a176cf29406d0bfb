package import Foundation

/// Where published models are kept and fetched from: a folder here, a server elsewhere.
package protocol ModelShelf: Sendable {
  /// The newest version; nil where nothing was published.
  func latest() async throws -> Int?
  /// The bytes of a version.
  func read(_ version: Int) async throws -> Data
  /// Keeps a version that was not there.
  func write(_ bytes: Data, version: Int) async throws
}

/// A folder with one file a version: `1.model.json`, `2.model.json` …
package struct FolderShelf: ModelShelf {
  private let folder: String

  package init(folder: String) { self.folder = folder }

  package func latest() throws -> Int? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      name.hasSuffix(".model.json") ? Int(name.dropLast(".model.json".count)) : nil
    }.max()
  }

  package func read(_ version: Int) throws -> Data {
    guard let bytes = FileManager.default.contents(atPath: path(version)) else {
      throw AccidentError(.notReadable, "\(path(version)) cannot be read")
    }
    return bytes
  }

  package func write(_ bytes: Data, version: Int) throws {
    try ModelFiles.write(bytes, to: path(version), replaces: false)
  }

  private func path(_ version: Int) -> String { folder + "/\(version).model.json" }
}

/// Writing files so that they are there completely or not at all.
enum ModelFiles {
  static func write(_ bytes: Data, to path: String, replaces: Bool) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if !replaces, FileManager.default.fileExists(atPath: path) {
        throw AccidentError(.refused, "\(path) is there already; a published version is never changed")
      }
      try bytes.write(to: URL(filePath: path), options: .atomic)
    } catch let error as AccidentError {
      throw error
    } catch {
      throw AccidentError(.notWritable, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
