/// Tells which films the camera has finished: those that have not changed for a while by a clock that does not jump.
package struct ClosedFiles: Sendable {
  private struct Sighting {
    let file: RecordingFile
    let since: Double
  }

  /// Seconds without a change.
  private let quiet: Double
  private var sightings: [String: Sighting] = [:]

  package init(quiet: Double) { self.quiet = quiet }

  /// Takes note of what is there and returns what is finished, in the given order.
  /// - Parameters:
  ///   - files: all films that are not dealt with.
  ///   - steady: seconds of a clock that does not jump.
  ///   - takesAll: true to believe that nobody is writing.
  package mutating func update(_ files: [RecordingFile], steady: Double, takesAll: Bool) -> [RecordingFile] {
    var next: [String: Sighting] = [:]
    for file in files {
      let before = sightings[file.path]
      next[file.path] = before?.file == file ? before : Sighting(file: file, since: steady)
    }
    sightings = next
    return files.filter { file in
      takesAll || sightings[file.path].map { steady - $0.since >= quiet } ?? false
    }
  }
}
