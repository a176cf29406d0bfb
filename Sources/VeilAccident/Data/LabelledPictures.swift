internal import Foundation

/// A data set: a folder for each class with pictures in it, a clip being the file name up to the first `_`.
package struct LabelledPictures: Sendable {
  /// One picture.
  package struct Picture: Sendable, Hashable {
    /// Full path.
    package let path: String
    /// Path inside the data set.
    package let name: String
    package let clip: String
    /// The last number in the file's name: its place in the clip.
    package let order: Int?
    package let isAccident: Bool
  }

  package let pictures: [Picture]
  /// Name of the folder.
  package let name: String

  private static let endings: Set<String> = ["jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "ppm"]

  /// Reads the names of all pictures.
  ///
  /// - Parameters:
  ///   - folder: holds `accident` and one or more other folders, whose pictures are normal.
  ///   - positive: name of the folder with accidents.
  /// - Throws: ``AccidentError``: `.notReadable`, or `.dataInvalid` naming a folder that is missing or empty.
  package init(folder: String, positive: String = "accident") throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw AccidentError(.notReadable, "\(folder) is no folder that can be read")
    }
    let classes = names.filter { !$0.hasPrefix(".") && Self.isFolder(folder + "/" + $0) }.sorted()
    guard classes.contains(positive), classes.count > 1 else {
      throw AccidentError(
        .dataInvalid, "\(folder) must hold a folder for each class: \(positive), and at least one more such as normal")
    }
    pictures = try classes.flatMap { try Self.pictures(in: folder, $0, isAccident: $0 == positive) }
    name = URL(filePath: folder).lastPathComponent
  }

  /// Pictures of a folder and the folders inside it, all of one class.
  /// - Throws: ``AccidentError``: `.notReadable`, `.dataInvalid` for a folder without pictures.
  package init(folder: String, isAccident: Bool) throws {
    guard let paths = FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }), !paths.isEmpty
    else { throw AccidentError(.notReadable, "\(folder) is no folder that can be read") }
    // Many sets call the folder of their pictures `images`, so the one above tells them apart.
    name = URL(filePath: folder).standardizedFileURL.pathComponents.suffix(2).filter { $0 != "/" }.joined(
      separator: "-")
    let found = paths.filter { Self.isPicture($0) }.sorted()
    guard !found.isEmpty else { throw AccidentError(.dataInvalid, "\(folder) holds no pictures") }
    let set = name
    pictures = found.map { path in
      let picture = Self.picture(folder, path, isAccident: isAccident)
      return Picture(
        path: picture.path, name: set + "/" + path, clip: set + "/" + picture.clip, order: picture.order,
        isAccident: isAccident)
    }
  }

  private static func pictures(in folder: String, _ name: String, isAccident: Bool) throws -> [Picture] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + name).filter { isPicture($0) }
      .sorted()
    guard !files.isEmpty else {
      throw AccidentError(.dataInvalid, "class folder \(folder)/\(name) holds no pictures; fill it or remove it")
    }
    return files.map { picture(folder, name + "/" + $0, isAccident: isAccident) }
  }

  private static func picture(_ folder: String, _ path: String, isAccident: Bool) -> Picture {
    let file = (path as NSString).lastPathComponent
    let stem = (file as NSString).deletingPathExtension
    let clip = String(file.prefix { $0 != "_" && $0 != "." })
    let digits = stem.dropFirst(clip.count).split { !$0.isNumber }.last
    return Picture(
      path: folder + "/" + path, name: path, clip: clip, order: digits.flatMap { Int($0) }, isAccident: isAccident)
  }

  private static func isPicture(_ path: String) -> Bool {
    let file = (path as NSString).lastPathComponent
    return !file.hasPrefix(".") && endings.contains((file as NSString).pathExtension.lowercased())
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
