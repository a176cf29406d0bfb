import Foundation

/// A folder that is filled beside its destination and renamed into place when it is complete.
enum PartialFolder {
  /// - Parameter fill: writes the contents into the folder whose path it is given.
  /// - Throws: ``DetectionsError`` if the destination is there already or not writable; what `fill` throws.
  static func write(_ path: String, _ fill: (_ folder: String) throws -> Void) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw DetectionsError(.notWritable, "\(path) is there already; name a folder that is not")
    }
    let partial = "\(path).\(UInt32.random(in: 0...UInt32.max)).partial"
    do {
      try create(partial)
      try fill(partial)
      guard rename(partial, path) == 0 else {
        throw DetectionsError(.notWritable, "cannot write \(path): \(String(cString: strerror(errno)))")
      }
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    }
  }

  static func create(_ path: String) throws {
    guard mkdir(path, 0o755) == 0 else {
      throw DetectionsError(.notWritable, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }
}
