package import Foundation
import VeilMedia
package import VeilVision

/// Writes pairs of transformed and original pictures of a film's people and vehicles.
package struct InversionExport: Sendable {
  private let painter: SystemPainter
  private let detector: any Detector
  private let options: ReIDSource.Options
  private let side: Int

  /// - Parameters:
  ///   - painter: the system whose work is to be undone.
  ///   - detector: finds what it hides.
  ///   - options: whom to take, and how many pictures.
  ///   - side: rows and columns of the pictures.
  package init(painter: SystemPainter, detector: any Detector, options: ReIDSource.Options, side: Int = 128) {
    self.painter = painter
    self.detector = detector
    self.options = options
    self.side = side
  }

  /// Writes the pairs of all films into a folder.
  /// - Returns: the list, as written beside the pictures.
  /// - Throws: ``EvaluationError`` if nobody is in the films.
  package func write(films: [String], to folder: URL) async throws -> InversionPairs {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var list = InversionPairs(system: painter.system.name, side: side)
    var first = 0
    for film in films {
      let tracks = try await FilmTracks.find(in: film, with: detector, interval: options.interval)
      let plan = SightingPlan(
        tracks.frames, groups: options.groups, perTrack: options.perTrack, minimumHeight: options.minimumHeight)
      try await tracks.eachFrame { number, frame, boxes in
        guard let wanted = plan.tracks[number] else { return }
        let painted = try await painter.painted(frame, boxes)
        for box in boxes where wanted.contains(box.trackID) {
          guard let group = ObjectGroup(box.category),
            let region = box.box.pixelRect(inWidth: frame.format.width, height: frame.format.height)
          else { continue }
          let identity = first + box.trackID
          let pair = InversionPairs.Pair(
            number: list.pairs.count + 1, identity: identity, group: group, isTest: identity.isMultiple(of: 4))
          for (kind, picture) in [("transformed", painted), ("original", frame)] {
            try await BGRPicture(of: picture, region: region, width: side, height: side)
              .write(to: folder.appending(path: pair.name(kind)))
          }
          list.pairs.append(pair)
        }
      }
      first += tracks.frames.trackCount
    }
    guard !list.pairs.isEmpty else {
      throw EvaluationError(
        .usage, "nobody of at least \(Int(options.minimumHeight)) px is in these films; name others")
    }
    try list.write(in: folder)
    return list
  }
}
