package import Foundation

/// Queries and a gallery of cut-out pictures, named by identity and camera.
package struct ReIDDataSet: Sendable {
  /// A picture of somebody.
  package struct Picture: Sendable, Hashable {
    package let url: URL
    /// Counted from 1; pictures that show nobody who is looked for have numbers of their own.
    package let identity: Int
    package let camera: Int
    package let isQuery: Bool
    /// The last query of this identity and camera.
    package fileprivate(set) var isLast = false
  }

  package let group: ObjectGroup
  /// The gallery first, then the queries.
  package private(set) var pictures: [Picture]

  /// Finds the pictures without opening them.
  /// - Throws: ``EvaluationError``: `layout` naming the expected one, `labels` naming a file with another name, `usage`
  ///   for a format of films.
  package init(directory: URL, format: ReIDFormat) throws {
    guard let group = format.group else {
      throw EvaluationError(.usage, "format \(format.rawValue) is made of films, not of pictures")
    }
    let top = Folder(directory)
    let root = top.firstFolder(format.roots) ?? top
    let found = format.folders.lazy.compactMap { names in
      root.folder(names.query).flatMap { query in root.folder(names.gallery).map { (query, $0) } }
    }.first
    guard let (query, gallery) = found else { throw Self.layoutError(directory, format) }
    self.group = group
    var reader = NameReader()
    let known = try reader.pictures(in: gallery, isQuery: false)
    let asked = try reader.pictures(in: query, isQuery: true)
    guard !known.isEmpty, !asked.isEmpty else { throw Self.layoutError(directory, format) }
    pictures = known + Self.markingLast(asked)
  }

  private static func layoutError(_ directory: URL, _ format: ReIDFormat) -> EvaluationError {
    EvaluationError(.layout, "\(directory.path) does not have the expected layout: \(format.expectedLayout)")
  }

  private static func markingLast(_ queries: [Picture]) -> [Picture] {
    struct Track: Hashable {
      let identity: Int
      let camera: Int
    }
    var marked = queries
    var seen: Set<Track> = []
    for index in marked.indices.reversed() {
      marked[index].isLast =
        seen.insert(Track(identity: marked[index].identity, camera: marked[index].camera)).inserted
    }
    return marked
  }

  /// Reads identity and camera from names like `0002_c002_00030600_0.jpg` and `0001_c1s1_001051_00.jpg`.
  private struct NameReader {
    /// Distractors are somebody else each.
    private var nextDistractor = 1_000_000_000

    mutating func pictures(in folder: Folder, isQuery: Bool) throws -> [Picture] {
      try folder.files(Folder.pictureExtensions).compactMap { url in
        let parts = url.deletingPathExtension().lastPathComponent.split(separator: "_")
        guard parts.count >= 2, let identity = Int(parts[0]), identity < 1_000_000_000, parts[1].first == "c",
          let camera = Int(parts[1].dropFirst().prefix { $0.isASCII && $0.isNumber })
        else {
          throw EvaluationError(
            .labels, "\(url.path) is not named IDENTITY_cCAMERA_…, for example 0001_c1_0001.jpg; remove or rename it")
        }
        // Market-1501's junk: badly cut pictures, which are neither right nor wrong.
        guard identity >= 0 else { return nil }
        guard identity == 0 else { return Picture(url: url, identity: identity, camera: camera, isQuery: isQuery) }
        nextDistractor += 1
        return Picture(url: url, identity: nextDistractor, camera: camera, isQuery: isQuery)
      }
    }
  }
}
