import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@Suite(.enabled(if: SharedMaterial.isPresent, "\(SharedMaterial.absence)"))
struct EvaluationConfigurationTests {
  @Test(arguments: [Set([VeilVision.Category.car]), [.face], [.plate], [.person, .face, .plate]])
  func everyModelIsNamedWithHashSizeAndThreshold(categories: Set<VeilVision.Category>) throws {
    let shared = try #require(SharedMaterial.folder)
    let store = try ModelStore.standard(option: shared.appending(path: "models").path)
    let options = DetectorOptions(categories: categories, profile: try DetectionProfile.named(nil))
    let suite = try DetectorSuite.load(options, from: store)
    let configuration = try EvaluationConfiguration(suite, options: options, store: store, rules: ScoringRules())
    #expect(configuration.models.map(\.name) == suite.models.map(\.name))
    #expect(configuration.models.allSatisfy { $0.sha256.count == 64 && !$0.input.isEmpty })
    #expect(Set(configuration.thresholds.keys) == Set(categories.map(\.rawValue)))
    #expect(configuration.profile.hasPrefix(suite.profile))
    for model in suite.models { #expect(configuration.lines.contains { $0.contains(model.sha256) }) }
  }
}
