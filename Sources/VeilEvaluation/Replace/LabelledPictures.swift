import Foundation
package import VeilMedia

/// Pictures whose people and vehicles are labelled by pixel, read one at a time.
package struct LabelledPictures: Sendable {
  private let set: CamVidDataSet
  /// Positions in the data set.
  private let chosen: [Int]

  /// CamVid's labels do not tell one from the next, so its instances are connected parts. A bicyclist is a person and a
  /// bicycle in one, which no category replaces as one.
  private static let groups: [(code: UInt8, group: ObjectGroup)] = [(0, .vehicle), (1, .person)]

  init(_ set: CamVidDataSet, in directory: URL, split: String?) throws {
    self.set = set
    let depth = directory.standardizedFileURL.pathComponents.count
    chosen = set.images.indices.filter { index in
      guard let split else { return true }
      return set.images[index].standardizedFileURL.pathComponents.dropFirst(depth).first == split
    }
    guard !chosen.isEmpty else {
      throw EvaluationError(
        .layout,
        "\(directory.path) has no split \(split ?? ""); leave --split out to take all its pictures, or name another")
    }
  }

  /// Number of pictures.
  package var count: Int { chosen.count }

  /// One picture, and who is in it.
  /// - Parameter index: 0..<``count``.
  /// - Throws: ``EvaluationError`` naming the picture or its label map.
  package func picture(_ index: Int) async throws -> (frame: VideoFrame, instances: [LabelledInstance]) {
    let place = chosen[index]
    let frame = try await PictureFile.read(set.images[place])
    let (width, height) = (frame.format.width, frame.format.height)
    let labels = try await set.labels(of: place, width: width, height: height)
    let parts = ConnectedParts(width: width, height: height, codes: labels.classes?.codes ?? [])
    return (frame, Self.groups.flatMap { parts.instances(of: $0.code, group: $0.group) })
  }
}
