package import Foundation
import VeilMedia
import VeilPrivacy
package import VeilVision

/// Takes the largest people and vehicles of films and labelled pictures, to draw upon.
package struct DrawnInstanceSource: Sendable {
  /// Where somebody is.
  private struct Candidate {
    let group: ObjectGroup
    let box: PixelRect
    let frame: VideoFrame
  }

  private let maker: MaskMaker
  private let leastSide: Int
  private let perGroup: Int

  /// - Parameters:
  ///   - maker: finds their outlines.
  ///   - leastSide: pixels of the longer side of a box; what is smaller has no detail to begin with.
  ///   - perGroup: how many people and how many vehicles at most.
  package init(maker: MaskMaker, leastSide: Int, perGroup: Int) {
    self.maker = maker
    self.leastSide = leastSide
    self.perGroup = perGroup
  }

  /// The largest of each track of films.
  /// - Throws: `MediaError`; ``EvaluationError`` if nobody is large enough.
  package func instances(ofFilms paths: [String], detector: any Detector) async throws -> [DrawnInstance] {
    var found: [Candidate] = []
    for path in paths {
      let tracks = try await FilmTracks.find(in: path, with: detector, interval: 3)
      var best: [Int: (frame: Int, area: Double)] = [:]
      for frame in tracks.frames {
        for box in frame.boxes
        where box.origin == .detected && box.box.width * box.box.height > best[box.trackID]?.area ?? 0 {
          best[box.trackID] = (frame.frame, box.box.width * box.box.height)
        }
      }
      try await tracks.eachFrame { number, frame, boxes in
        for box in boxes where best[box.trackID]?.frame == number {
          add(ObjectGroup(box.category), box.box, in: frame, to: &found)
        }
      }
    }
    return try await instances(of: found)
  }

  /// The largest labelled ones of a data set.
  /// - Throws: ``EvaluationError`` if nobody is large enough.
  package func instances(of directory: URL, format: DataSetFormat) async throws -> [DrawnInstance] {
    var found: [Candidate] = []
    if format == .camvid {
      let pictures = try InstanceFormat.camvid.open(directory)
      for index in 0..<pictures.count {
        let (frame, labelled) = try await pictures.picture(index)
        for instance in labelled { add(instance.group, Box(instance.box), in: frame, to: &found) }
      }
    } else {
      let set = try format.open(directory)
      for index in set.images.indices {
        let frame = try await PictureFile.read(set.images[index])
        let labels = try await set.labels(of: index, width: frame.format.width, height: frame.format.height)
        for object in labels.objects { add(object.group, object.box, in: frame, to: &found) }
      }
    }
    return try await instances(of: found)
  }

  /// Keeps the largest only, so that memory does not grow with the film.
  private func add(_ group: ObjectGroup?, _ box: Box, in frame: VideoFrame, to found: inout [Candidate]) {
    guard let group, ObjectGroup.identified.contains(group),
      let region = box.roundedDown(inWidth: frame.format.width, height: frame.format.height),
      max(region.width, region.height) >= leastSide
    else { return }
    found.append(Candidate(group: group, box: region, frame: frame))
    let rivals = found.indices.filter { found[$0].group == group }
    guard rivals.count > perGroup, let least = rivals.min(by: { found[$0].box.area < found[$1].box.area }) else {
      return
    }
    found.remove(at: least)
  }

  private func instances(of found: [Candidate]) async throws -> [DrawnInstance] {
    guard !found.isEmpty else {
      throw EvaluationError(
        .usage, "no person and no vehicle of at least \(leastSide) px is in there; name another film or folder")
    }
    var instances: [DrawnInstance] = []
    for candidate in found { instances.append(try await instance(of: candidate)) }
    return instances
  }

  private func instance(of candidate: Candidate) async throws -> DrawnInstance {
    let (box, format) = (candidate.box, candidate.frame.format)
    let longer = max(box.width, box.height)
    let view = box.widened(by: longer / 4).clipped(toWidth: format.width, height: format.height) ?? box
    func scaled(_ length: Int) -> Int { length * DrawnInstance.side / longer }
    let picture = try BGRPicture(
      of: candidate.frame, region: view, width: max(2, scaled(view.width)), height: max(2, scaled(view.height)))
    let shifted = PixelRect(
      x: scaled(box.x - view.x), y: scaled(box.y - view.y), width: max(1, scaled(box.width)),
      height: max(1, scaled(box.height)))
    let place = shifted.clipped(toWidth: picture.width, height: picture.height) ?? shifted
    let made = try await maker.masks(of: [(candidate.group, place)], in: picture.frame()).first ?? nil
    guard let made else {
      throw EvaluationError(
        .usage, "nothing replaces \(candidate.group.title); put a category for them into the models")
    }
    return DrawnInstance(
      group: candidate.group, picture: picture, box: place, outline: try Self.outline(made, picture))
  }

  private static func outline(_ made: MaskMaker.Made, _ picture: BGRPicture) throws -> [Bool] {
    let region = made.crop.region
    let inside = try made.restored(made.found.outline)
    var outline = [Bool](repeating: false, count: picture.width * picture.height)
    for y in 0..<region.height {
      for x in 0..<region.width where inside[y * region.width + x] >= 0.5 {
        outline[(region.y + y) * picture.width + region.x + x] = true
      }
    }
    return outline
  }
}
