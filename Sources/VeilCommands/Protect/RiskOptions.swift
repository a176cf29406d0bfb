import ArgumentParser
import Foundation
import VeilLedger
import VeilPrivacy
import VeilRegistry

/// Which registry knows faces, for the method `risk`.
struct RiskOptions: ParsableArguments {
  @OptionGroup var manager: ManagerOptions
  @Option(help: "Why faces are looked up; written into the registry's audit log.") var reason: String?
  @Option(name: .customLong("case"), help: "Number of the case.") var caseNumber = ""
  @Option(help: "Model that describes faces; otherwise the preferred one of role face-embedder.")
  var faceEmbedder: String?
  @Option(
    help: ArgumentHelp(
      "Largest distance of a sure match, of 512 bits; otherwise what the model's manifest says.", valueName: "bits"))
  var matchDistance: Int?

  init() {}

  /// Why the registry is looked into, nil where it is not: another method, or no registry. Asks for no password yet.
  func purpose(for policy: ProtectionPolicy) throws -> AuditPurpose? {
    guard policy.method == .risk || policy.categoryMethods.values.contains(.risk) else {
      guard manager.registry == nil else { throw ValidationError("--registry is for the method risk") }
      return nil
    }
    guard manager.isThere else {
      warn("no registry is named, so every face gets the strongest mask")
      return nil
    }
    guard let reason else { throw ValidationError("a look into the registry needs a --reason") }
    return try AuditPurpose(reason: reason, caseNumber: caseNumber)
  }

  /// The grader, nil without a purpose or where the ledger cannot be reached: every face gets the strongest mask then.
  func grader(for purpose: AuditPurpose?, _ models: ModelOptions) async throws -> RegistryFaceGrader? {
    guard let purpose else { return nil }
    let embedder = try await FaceEmbedder.load(from: try models.store, named: faceEmbedder)
    guard let distance = matchDistance ?? embedder.matchDistance else {
      throw ValidationError("model \(embedder.name) names no distance of a match; give one with --match-distance")
    }
    do {
      let (registry, _) = try await manager.open()
      guard try !registry.hasTwoPersonRule else {
        warn("this registry has the two-person rule, so every face gets the strongest mask")
        return nil
      }
      return try RegistryFaceGrader(
        registry: registry, embedder: embedder, threshold: try MatchThreshold(distance: distance), purpose: purpose)
    } catch let error as LedgerError where error.isTransient {
      warn("\(error.message); every face gets the strongest mask")
      return nil
    }
  }

  private func warn(_ text: String) { FileHandle.standardError.write(Data("warning: \(text)\n".utf8)) }
}
