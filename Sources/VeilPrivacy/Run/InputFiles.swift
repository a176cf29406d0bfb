package import Foundation

/// Finds the films and pictures that a command line names, folders included.
package struct InputFiles: Sendable {
  /// A file to protect and where its results go.
  package struct Item: Sendable, Hashable {
    /// The file, for its name; for a live source something that stands for it.
    package let input: URL
    /// What the reader opens: a path, `-` or an address.
    package let source: String
    package let names: OutputNames

    package init(input: URL, source: String? = nil, names: OutputNames) {
      self.input = input
      self.source = source ?? input.path
      self.names = names
    }
  }

  /// Endings of files that a folder run takes; a file named on the command line is taken whatever its ending.
  package static let filmEndings: Set<String> = [
    "mp4", "mov", "m4v", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg", "wmv", "flv", "3gp", "mxf",
  ]
  package static let pictureEndings: Set<String> = ["jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp"]

  /// Lists what is to be protected, in a stable order.
  ///
  /// Folders are walked recursively without following links; hidden files, files that an earlier run wrote and the
  /// results folder itself are passed over.
  /// - Parameters:
  ///   - paths: files and folders.
  ///   - output: a file if there is one input file, else a folder in which the inputs' folder structure is kept.
  ///   - ending: the ending of a result that the person has not named; nil keeps the input's.
  /// - Throws: ``RunError`` when a path does not exist or nothing is found.
  package static func list(
    _ paths: [String], output: String?, ending: (URL) -> String? = { _ in nil }
  ) throws -> [Item] {
    var items: [Item] = []
    for path in paths {
      let url = URL(filePath: path)
      switch try kind(of: url) {
      case .typeDirectory: items += try walk(url, results: output.map { URL(filePath: $0) }, ending: ending)
      default:
        let names = names(for: url, output: output, isOnly: paths.count == 1, ending: ending)
        items.append(Item(input: url, names: names))
      }
    }
    guard !items.isEmpty else {
      throw RunError(.noInput, "no film or picture was found in \(paths.joined(separator: ", "))")
    }
    var destinations: Set<URL> = []
    for item in items where !destinations.insert(item.names.film.standardizedFileURL).inserted {
      throw RunError(
        .wouldOverwrite, "two inputs would be written to \(item.names.film.path); give them different folders")
    }
    return items
  }

  private static func kind(of url: URL) throws -> FileAttributeType {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
    guard let kind = attributes?[.type] as? FileAttributeType else {
      throw RunError(.noInput, "\(url.path) does not exist")
    }
    return kind
  }

  private static func names(
    for input: URL, output: String?, isOnly: Bool, ending: (URL) -> String?
  ) -> OutputNames {
    guard let output else { return OutputNames(input: input, ending: ending(input)) }
    let url = URL(filePath: output)
    let isFolder = output.hasSuffix("/") || (try? kind(of: url)) == .typeDirectory
    return isOnly && !isFolder ? OutputNames(film: url) : OutputNames(input: input, in: url, ending: ending(input))
  }

  private static func walk(_ folder: URL, results: URL?, ending: (URL) -> String?) throws -> [Item] {
    let root = folder.resolvingSymlinksInPath().standardizedFileURL
    let resultsPath = results?.resolvingSymlinksInPath().standardizedFileURL.path
    guard
      let walker = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
    else { throw RunError(.noInput, "the folder \(folder.path) cannot be read") }
    var items: [Item] = []
    for case let file as URL in walker {
      let path = file.standardizedFileURL.path
      if let resultsPath, path == resultsPath, resultsPath != root.path {
        walker.skipDescendants()
        continue
      }
      let own = file.pathExtension.lowercased()
      guard filmEndings.contains(own) || pictureEndings.contains(own), !OutputNames.isOurs(file),
        (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
      else { continue }
      let parent = file.deletingLastPathComponent().standardizedFileURL.path
      let below = String(parent.dropFirst(root.path.count)).drop { $0 == "/" }
      let target = results.map { below.isEmpty ? $0 : $0.appending(path: String(below)) }
      items.append(Item(input: file, names: OutputNames(input: file, in: target, ending: ending(file))))
    }
    return items.sorted { $0.input.path < $1.input.path }
  }
}
