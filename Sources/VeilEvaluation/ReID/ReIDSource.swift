import Foundation
import VeilMedia
package import VeilVision

/// Where the pictures of people and vehicles come from: films, data sets of cut-out pictures, and labelled pictures whose
/// objects only fill the gallery.
package struct ReIDSource: Sendable {
  /// How films are looked through.
  package struct Options: Sendable, Hashable {
    package var groups: Set<ObjectGroup> = Set(ObjectGroup.identified)
    /// Pictures of a track at most.
    package var perTrack = 8
    /// Height of a box in pixels.
    package var minimumHeight = 48.0
    /// A look at every n-th frame.
    package var interval = 3

    package init() {}
  }

  private let detector: any Detector
  private let options: Options
  /// Told what is being done.
  private let progress: @Sendable (String) -> Void
  private var nextIdentity = 1

  /// - Parameters:
  ///   - detector: what systems would find; used in films, and for parts of data sets' pictures.
  package init(detector: any Detector, options: Options, progress: @escaping @Sendable (String) -> Void) {
    self.detector = detector
    self.options = options
    self.progress = progress
  }

  /// Shows a film's people and vehicles to the evaluation: all are looked for, among copies of themselves.
  package mutating func show(film path: String, to evaluation: ReIDEvaluation) async throws {
    let name = URL(fileURLWithPath: path).lastPathComponent
    await evaluation.begin(name)
    progress("\(name): looking for people and vehicles")
    let tracks = try await FilmTracks.find(in: path, with: detector, interval: options.interval)
    let plan = SightingPlan(
      tracks.frames, groups: options.groups, perTrack: options.perTrack, minimumHeight: options.minimumHeight)
    progress("\(name): \(plan.identities) people and vehicles in \(plan.tracks.count) frames")
    let first = nextIdentity
    try await tracks.eachFrame { number, frame, boxes in
      guard let wanted = plan.tracks[number] else { return }
      let sightings = boxes.filter { wanted.contains($0.trackID) }.compactMap { box -> Sighting? in
        guard let group = ObjectGroup(box.category),
          let region = box.box.pixelRect(inWidth: frame.format.width, height: frame.format.height)
        else { return nil }
        return Sighting(
          identity: first + box.trackID, group: group, region: region, isQuery: true, isInGallery: true,
          isLast: plan.isLast(number, of: box.trackID))
      }
      try await evaluation.add(ReIDScene(frame: frame, boxes: boxes, sightings: sightings))
    }
    nextIdentity += tracks.frames.trackCount + 1
  }

  /// Adds the objects of labelled pictures to the gallery, each somebody else whom nobody looks for.
  package mutating func addDistractors(
    from set: any DataSet, named name: String, to evaluation: ReIDEvaluation
  ) async throws {
    await evaluation.begin(name)
    for index in set.images.indices {
      let frame = try await PictureFile.read(set.images[index])
      let labels = try await set.labels(of: index, width: frame.format.width, height: frame.format.height)
      let boxes = labels.objects.map { object in
        defer { nextIdentity += 1 }
        return TrackedBox(
          trackID: nextIdentity, category: object.group.category, confidence: 1, box: object.box, origin: .detected)
      }
      let sightings = boxes.compactMap { box -> Sighting? in
        guard let group = ObjectGroup(box.category), options.groups.contains(group),
          box.box.height >= options.minimumHeight,
          let region = box.box.pixelRect(inWidth: frame.format.width, height: frame.format.height)
        else { return nil }
        return Sighting(identity: box.trackID, group: group, region: region, isQuery: false, isInGallery: true)
      }
      try await evaluation.add(ReIDScene(frame: frame, boxes: boxes, sightings: sightings))
    }
    progress("\(set.images.count) pictures with distractors")
  }

  /// Shows a data set of cut-out pictures: each is one object as a whole.
  /// - Parameter findsParts: true if a system hides faces and plates only, so that they must be found first.
  package mutating func show(
    _ set: ReIDDataSet, named name: String, findsParts: Bool, to evaluation: ReIDEvaluation
  ) async throws {
    await evaluation.begin(name)
    let first = nextIdentity
    for (number, picture) in set.pictures.enumerated() {
      let frame = try await PictureFile.read(picture.url)
      let whole = PixelRect(x: 0, y: 0, width: frame.format.width, height: frame.format.height)
      let box = Box(x: 0, y: 0, width: Double(whole.width), height: Double(whole.height))
      var boxes = [
        TrackedBox(trackID: 1, category: set.group.category, confidence: 1, box: box, origin: .detected)
      ]
      if findsParts { boxes += try await parts(of: frame) }
      let sighting = Sighting(
        identity: first + picture.identity, group: set.group, camera: picture.camera, region: whole,
        isQuery: picture.isQuery, isInGallery: !picture.isQuery, isLast: picture.isLast)
      try await evaluation.add(ReIDScene(frame: frame, boxes: boxes, sightings: [sighting]))
      if number % 500 == 499 { progress("\(number + 1) of \(set.pictures.count) pictures") }
    }
    nextIdentity += (set.pictures.map(\.identity).max() ?? 0) + 1
  }

  private func parts(of frame: VideoFrame) async throws -> [TrackedBox] {
    try await detector.detect(in: frame).filter { $0.category == .face || $0.category == .plate }.enumerated().map {
      TrackedBox($0.element, trackID: $0.offset + 2)
    }
  }
}
