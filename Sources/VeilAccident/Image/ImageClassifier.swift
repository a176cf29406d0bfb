package import VeilMedia
package import VeilVision

/// Tells how much a picture is like those of accidents: backbone and head.
package struct ImageClassifier: Sendable {
  package let backbone: Backbone
  package let head: AccidentHead

  /// - Throws: ``AccidentError`` `.mismatch` when head and backbone do not belong together.
  package init(backbone: Backbone, head: AccidentHead) throws {
    try head.check(backbone.identity)
    self.backbone = backbone
    self.head = head
  }

  /// Loads the backbone that a head was trained on.
  /// - Throws: `VisionError` where it is missing or another one; ``AccidentError`` `.mismatch`.
  package static func load(
    _ head: AccidentHead, from store: ModelStore, backbone name: String? = nil, threads: Int = 0
  ) async throws -> ImageClassifier {
    let backbone = try await Backbone.load(from: store, named: name ?? head.backbone.name, threads: threads)
    return try ImageClassifier(backbone: backbone, head: head)
  }

  /// Calibrated probability that a picture shows an accident, 0...1; nil where nothing is to be seen in it.
  package func probability(of frame: VideoFrame) async throws -> Double? {
    guard try !PictureContrast.isBlank(frame) else { return nil }
    var views = [try await backbone.features(of: frame)]
    if head.averagesMirror { views.append(try await backbone.features(of: frame, view: .mirrored)) }
    return head.probability(views: views)
  }
}
