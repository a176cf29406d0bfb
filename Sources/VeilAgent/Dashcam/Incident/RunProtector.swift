internal import Cryptography
internal import Foundation
package import VeilPrivacy

/// Protects with a run in this process, as `veilcam protect --salvage` does: a damaged frame becomes black.
package struct RunProtector: WindowProtector {
  private let policy: ProtectionPolicy
  private let policyFile: String?
  private let options: RunOptions
  private let detectors: @Sendable () async throws -> any FrameDetector
  private let categories: @Sendable (ProtectionPolicy) async throws -> CategorySuite

  /// - Parameters:
  ///   - policyFile: the file that the policy was read from, if there is one.
  ///   - categories: what replaces instances, asked for only when the policy replaces some.
  package init(
    policy: ProtectionPolicy, policyFile: String? = nil, options: RunOptions,
    detectors: @escaping @Sendable () async throws -> any FrameDetector,
    categories: @escaping @Sendable (ProtectionPolicy) async throws -> CategorySuite = ProtectRun.installedCategories
  ) {
    self.policy = policy
    self.policyFile = policyFile
    self.options = options
    self.detectors = detectors
    self.categories = categories
  }

  package func protect(_ film: String, to destination: String) async throws -> ProtectedWindow {
    var options = options
    options.salvages = true
    options.overwrites = true
    options.writesPage = false
    let names = OutputNames(film: URL(filePath: destination))
    let report = try await ProtectRun(
      source: film, names: names, policy: policy, options: options, detectors: detectors, categories: categories
    ).run()
    let hash = try policyFile.map { Keccak256.hash(try Data(contentsOf: URL(filePath: $0))) }
    return ProtectedWindow(
      detections: names.detections.path,
      models: report.models.compactMap { model in
        Hash256(hex: model.sha256).map { ProtectionMaterial.Model(name: model.name, sha256: $0) }
      },
      method: report.method, policy: hash ?? Keccak256.hash([]), counts: Self.counts(report))
  }

  private static func counts(_ report: RunReport) -> [String: UInt64] {
    [
      "frames": UInt64(report.streams.compactMap(\.frames).reduce(0, +)),
      "tracks": UInt64(report.tracks.count),
      "regions": UInt64(report.detections.flatMap(\.regions.values).reduce(0, +)),
      "damagedFrames": UInt64(report.damagedFrames.count),
    ]
  }
}
