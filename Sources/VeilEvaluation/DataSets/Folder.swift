import Foundation

/// Looking around in the folder of a data set.
struct Folder {
  let url: URL

  init(_ url: URL) { self.url = url }

  static let pictureExtensions: Set<String> = ["jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp", "ppm"]

  /// A folder inside this one, nil if there is none of that name.
  func folder(_ path: String) -> Folder? {
    let inside = url.appending(path: path, directoryHint: .isDirectory)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: inside.path, isDirectory: &isDirectory), isDirectory.boolValue else {
      return nil
    }
    return Folder(inside)
  }

  /// The first of several possible names that exists.
  func firstFolder(_ paths: [String]) -> Folder? {
    for path in paths {
      if let found = folder(path) { return found }
    }
    return nil
  }

  func hasFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path)
  }

  /// Visible entries in alphabetical order; none if the folder cannot be read.
  var entries: [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { url.appending(path: $0) }
  }

  /// Folders directly inside.
  var folders: [Folder] { entries.compactMap { folder($0.lastPathComponent) } }

  /// Files with one of the extensions, in this folder only.
  func files(_ extensions: Set<String>) -> [URL] {
    entries.filter { extensions.contains($0.pathExtension.lowercased()) }
  }

  /// Files with one of the extensions, in this folder and those below, as paths relative to this one.
  func filesBelow(_ extensions: Set<String>) -> [String] {
    let paths = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    return paths.filter {
      let name = $0 as NSString
      return extensions.contains(name.pathExtension.lowercased()) && !name.lastPathComponent.hasPrefix(".")
    }.sorted()
  }
}
