package import VeilMedia
import VeilPrivacy

/// How much of labelled instances the masks of `replace` hide, and how much else.
///
/// Pictures stream by; of each instance a few numbers are kept.
package struct MaskEvaluation: Sendable {
  /// What came of it.
  package struct Results: Sendable, Hashable {
    package let pictures: Int
    package let figures: [MaskFigures]
    /// Who was there, by number of the picture, to choose a sheet from.
    package let places: [Place]
  }

  /// An instance of a picture.
  package struct Place: Sendable, Hashable {
    package let picture: Int
    package let group: ObjectGroup
    package let box: PixelRect
  }

  private let maker: MaskMaker

  package init(_ maker: MaskMaker) { self.maker = maker }

  /// Measures all pictures.
  /// - Parameters:
  ///   - replicates: resamplings of the pictures for the intervals.
  ///   - progress: told of each picture.
  /// - Throws: ``EvaluationError`` if nobody is in the pictures, or one cannot be read; what networks throw.
  package func run(
    on pictures: LabelledPictures, replicates: Int = 1000, progress: (Int) -> Void = { _ in }
  ) async throws -> Results {
    var bootstrap = Bootstrap(replicates: replicates)
    var tallies: [Key: MaskTally] = [:]
    var places: [Place] = []
    for index in 0..<pictures.count {
      let (frame, instances) = try await pictures.picture(index)
      let weights = bootstrap.next()
      for (key, scores) in try await scores(of: instances, in: frame) {
        tallies[key, default: MaskTally()].add(scores, weights: weights)
      }
      places += instances.map { Place(picture: index, group: $0.group, box: $0.box) }
      progress(index + 1)
    }
    let figures = ObjectGroup.identified.flatMap { group in
      LabelledInstance.Size.allCases.compactMap { tallies[Key(group: group, size: $0)]?.figures(group, $0) }
    }
    guard !figures.isEmpty else {
      throw EvaluationError(
        .usage, "no person and no vehicle is labelled in these \(pictures.count) pictures; name others")
    }
    return Results(pictures: pictures.count, figures: figures, places: places)
  }

  private struct Key: Hashable {
    let group: ObjectGroup
    let size: LabelledInstance.Size
  }

  private func scores(
    of instances: [LabelledInstance], in frame: VideoFrame
  ) async throws -> [Key: [MaskScore]] {
    let made = try await maker.masks(of: instances.map { ($0.group, $0.box) }, in: frame)
    var scores: [Key: [MaskScore]] = [:]
    for (instance, made) in zip(instances, made) {
      guard let made, let score = try MaskScore(instance, crop: made.crop, found: made.found) else { continue }
      scores[Key(group: instance.group, size: instance.size), default: []].append(score)
    }
    return scores
  }
}
