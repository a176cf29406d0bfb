import Foundation
import VeilAgent
import VeilPrivacy

/// How a camera protects the window of an incident.
enum CameraProtector {
  /// Models are loaded when there is an incident: records do not wait for them, nor fail without them.
  static func make(_ policyOptions: PolicyOptions, _ detection: DetectionOptions) throws -> RunProtector {
    let policy = try policyOptions.policy()
    var options = RunOptions()
    options.detectInterval = detection.detectInterval
    options.tool = Version.tool
    return RunProtector(
      policy: policy, policyFile: policyOptions.file, options: options,
      detectors: { try await detection.detectors(for: policy).detector(for: URL(filePath: "film")) },
      categories: { try CategorySuite.load(for: $0, from: detection.models.store) })
  }
}
