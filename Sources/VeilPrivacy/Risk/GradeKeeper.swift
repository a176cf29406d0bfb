internal import VeilMedia

/// Keeps the grades of all tracks of a run, and asks the grader no more often than a face needs.
actor GradeKeeper {
  private struct Key: Hashable {
    let stream: Int
    let track: Int
  }

  private let grader: (any FaceGrader)?
  private var grades: [Key: TrackGrade] = [:]

  init(grader: (any FaceGrader)?) { self.grader = grader }

  /// The subjects of those faces that are somebody's for sure, by their tracks.
  /// - Throws: `CancellationError` only: whatever else happens, a face that nobody knows gets the strongest mask.
  func subjects(of faces: [Instance], in frame: VideoFrame, stream: Int) async throws -> [Int: RiskSubject] {
    guard let grader else { return [:] }
    var subjects: [Int: RiskSubject] = [:]
    let time = frame.timestamp.ticks
    for face in faces {
      let key = Key(stream: stream, track: face.trackID)
      if grades[key, default: TrackGrade()].isDue() {
        var found: RiskSubject?
        do {
          found = try await grader.subject(of: face.region, in: frame)
        } catch {
          try Task.checkCancellation()
        }
        grades[key, default: TrackGrade()].note(found, at: time)
      }
      subjects[face.trackID] = grades[key]?.subject(at: time)
    }
    return subjects
  }
}
