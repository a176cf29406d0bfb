import VeilMedia
import VeilPrivacy
package import VeilVision

/// The edge maps and outputs of `replace` with one kernel size.
package struct EdgeAttack: Sendable {
  /// Of the blur before edges, with a deviation of 5.
  package let kernel: Int
  private let filter: EdgeFilter
  private let painter: SystemPainter
  private let maker: MaskMaker

  /// - Parameters:
  ///   - kernel: 0, or odd.
  ///   - store: where the models are.
  /// - Throws: ``EvaluationError`` or `ProtectionError` for another kernel; `CategoryError` or `VisionError` naming what
  ///   `replace` misses.
  package init(kernel: Int, from store: ModelStore) throws {
    let system = try EvaluatedSystem(parsing: kernel == 0 ? "replace:0" : "replace:\(kernel),5")
    let suite = try CategorySuite.load(
      for: system.policy, from: store, inference: InferenceOptions(precision: .float32))
    try self.init(system, suite: suite)
  }

  /// - Throws: `ProtectionError` when the system replaces nothing.
  init(_ system: EvaluatedSystem, suite: CategorySuite) throws {
    let options = system.policy.options.replace
    kernel = options.edgeKernel
    filter = try EdgeFilter(kernelSize: options.edgeKernel, standardDeviation: options.edgeSD)
    painter = try SystemPainter(system, suite: suite)
    maker = MaskMaker(suite: suite, padding: system.policy.padding(for: .person))
  }

  /// What finds outlines.
  package var outlines: MaskMaker { maker }

  /// The edges of the whole crop, and where the crop lies in the picture.
  func edges(of frame: VideoFrame, _ instance: DrawnInstance) throws -> (map: LevelPicture, crop: InstanceCrop) {
    guard let crop = try maker.crop(of: instance.box, instance.group, in: frame.format) else {
      throw EvaluationError(.usage, "nothing replaces \(instance.group.title); put a category for them into the models")
    }
    return (try crop.levels(of: frame).edges(filter), crop)
  }

  /// What `replace` makes of the picture.
  /// - Parameter number: another number is somebody else.
  func replaced(_ frame: VideoFrame, _ instance: DrawnInstance, number: Int) async throws -> VideoFrame {
    try await painter.painted(frame, boxes(instance, number))
  }

  /// The same in a run of the adversary's own.
  func replacedByRival(_ frame: VideoFrame, _ instance: DrawnInstance, number: Int) async throws -> VideoFrame {
    try await painter.paintedByRival(frame, boxes(instance, number)) ?? frame
  }

  private func boxes(_ instance: DrawnInstance, _ number: Int) -> [TrackedBox] {
    [
      TrackedBox(
        trackID: number, category: instance.group.category, confidence: 1, box: Box(instance.box), origin: .detected)
    ]
  }
}
