internal import Foundation
internal import VeilMedia

/// Describes the pictures of data sets by a backbone, with a cache.
package struct FeatureReader: Sendable {
  private let backbone: Backbone
  private let cache: FeatureCache?
  private let views: [FrameView]

  /// - Parameters:
  ///   - augments: true to describe the views that training learns from as well, false for the picture and its mirror
  ///     image.
  package init(_ backbone: Backbone, cache: FeatureCache?, augments: Bool) {
    self.backbone = backbone
    self.cache = cache
    views = [.whole] + (augments ? FrameView.augmentations : [.mirrored])
  }

  /// Descriptions of all pictures.
  /// - Parameters:
  ///   - weight: how much each picture counts.
  ///   - progress: pictures done, and in all.
  /// - Throws: `MediaError` for a picture that cannot be read, `VisionError`.
  package func examples(
    _ pictures: [LabelledPictures.Picture], weight: Double = 1, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> [Example] {
    var examples: [Example] = []
    for picture in pictures {
      try Task.checkCancellation()
      examples.append(
        Example(
          name: picture.name, clip: picture.clip, order: picture.order, isAccident: picture.isAccident, weight: weight,
          views: try await features(ofPicture: picture.path)))
      progress(examples.count, pictures.count)
    }
    return examples
  }

  /// Descriptions of the pictures of films at even distances, labelled by a table of times.
  package func examples(
    _ films: FilmTimes, interval: Double, weight: Double = 1, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> [Example] {
    var examples: [Example] = []
    for (index, film) in films.films.enumerated() {
      let sampler = try await FrameSampler.open(film.path, interval: interval)
      for try await sample in sampler.samples {
        examples.append(
          Example(
            name: "\(film.name) \(sample.seconds)", clip: film.name, order: sample.index,
            isAccident: film.isAccident(at: sample.seconds), weight: weight,
            views: try await features(of: sample.frame)))
      }
      progress(index + 1, films.films.count)
    }
    return examples
  }

  private func features(ofPicture path: String) async throws -> [[Float]] {
    guard let cache, let content = FileManager.default.contents(atPath: path) else {
      return try await features(of: StillImage.read(path).frame)
    }
    let key = try FeatureCache.key(content: content, backbone: backbone.identity, views: views)
    if let kept = cache.read(key, views: views.count, size: backbone.featureSize) { return kept }
    let features = try await features(of: StillImage.read(path).frame)
    cache.write(features, key)
    return features
  }

  private func features(of frame: VideoFrame) async throws -> [[Float]] {
    var found: [[Float]] = []
    for view in views { found.append(try await backbone.features(of: frame, view: view)) }
    return found
  }
}
