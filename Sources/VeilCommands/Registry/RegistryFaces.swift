import VeilMedia
import VeilPrivacy
import VeilRegistry
import VeilVision

/// What describes the faces of photographs: a detector that finds them and a network that makes numbers of them.
struct RegistryFaces: Sendable {
  private let detector: SuiteFrameDetector
  private let embedder: FaceEmbedder

  /// - Throws: ``VisionError`` where one of the networks is missing.
  init(_ models: ModelOptions, embedder name: String?) async throws {
    let store = try models.store
    embedder = try await FaceEmbedder.load(from: store, named: name)
    detector = try Self.detector(models)
  }

  /// Finds faces in pictures.
  static func detector(_ models: ModelOptions) throws -> SuiteFrameDetector {
    try SuiteFrameDetector(DetectorOptions(categories: [.face], profile: try .named(nil)), from: try models.store)
  }

  /// Finds faces in a picture, those that `protect` believes in.
  static func faces(in frame: VideoFrame, _ detector: SuiteFrameDetector) async throws -> [Detection] {
    let least = detector.thresholds[Category.face.rawValue] ?? 0
    return try await detector.detect(in: frame, turn: nil).filter { $0.confidence >= least }
  }

  /// The face of a photograph that is good enough.
  /// - Throws: ``ProtectionError`` `unusablePhotograph` that says what is wrong.
  func embedding(ofPhotograph path: String) async throws -> FaceEmbedding {
    let photograph = try await FacePhotograph(path: path) { try await detector.detect(in: $0, turn: nil) }
    let values = try await embedder.embedding(of: photograph.face, in: photograph.frame)
    return try FaceEmbedding(values, embedder: embedder.sha256)
  }
}
