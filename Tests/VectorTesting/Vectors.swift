package import Foundation
internal import Testing

/// Where the vectors lie that nobody here wrote: `VEILCAM_VECTORS`, or `../shared/vectors` beside the checkout.
package enum Vectors {
  /// Every family that some room reads; another folder here is named by `unknownFamilies`.
  package static let families = ["ethereum-tests", "ethers", "keccak", "umbral", "wycheproof"]

  package static let folder: URL = {
    if let named = ProcessInfo.processInfo.environment["VEILCAM_VECTORS"], !named.isEmpty {
      return URL(filePath: named, directoryHint: .isDirectory)
    }
    return checkout.deletingLastPathComponent().appending(path: "shared/vectors", directoryHint: .isDirectory)
  }()

  /// The root of this checkout.
  package static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// False only where the folder itself is absent; then the tests on vectors are skipped, visibly.
  package static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// What the skipped tests say.
  package static let absence = "no vectors: set VEILCAM_VECTORS or put them into ../shared/vectors"

  /// Paths of all files of a family, relative to the folder, in order. Empty where there are none.
  package static func files(_ family: String) -> [String] {
    let root = folder.appending(path: family)
    guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey]) else {
      return []
    }
    let prefix = folder.resolvingSymlinksInPath().path + "/"
    return walk.compactMap { entry -> String? in
      guard let file = entry as? URL, (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
      else { return nil }
      let path = file.resolvingSymlinksInPath().path
      return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }.sorted()
  }

  /// The content of a file that `files` named.
  package static func content(of path: String) throws -> Data {
    try Data(contentsOf: path.hasPrefix("/") ? URL(filePath: path) : folder.appending(path: path))
  }

  /// Runs every file of a family, says how many vectors that were, and fails where files were there but not one vector
  /// was run. A family without files is named.
  /// - Parameter run: reads a file and returns how many vectors it ran.
  package static func check(_ family: String, _ run: (_ path: String) throws -> Int) rethrows {
    let files = files(family)
    guard !files.isEmpty else {
      Issue.record("the vector family \(family) is empty in \(folder.path)", severity: .warning)
      return
    }
    let count = try files.reduce(0) { try $0 + run($1) }
    print("vectors: \(family): \(count) in \(files.count) files")
    #expect(count > 0, "no vector of the family \(family) was run")
  }

  /// Folders that no reader knows.
  package static var unknownFamilies: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return entries.filter { entry in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: entry).path)
      return attributes?[.type] as? FileAttributeType == .typeDirectory && !families.contains(entry)
    }.sorted()
  }
}
