internal import Foundation

/// A named compromise between speed and finding everything: for each role the plans that may be used, best first.
package struct DetectionProfile: Sendable, Hashable, Codable {
  package var name: String
  /// One line for help texts.
  package var summary: String
  /// By role; the first plan whose models are all present is used.
  package var plans: [String: [DetectionPlan]]

  package init(name: String, summary: String, plans: [String: [DetectionPlan]]) {
    self.name = name
    self.summary = summary
    self.plans = plans
  }

  /// The profiles that come with the program, the default first.
  package static func delivered() throws -> [DetectionProfile] {
    do {
      return try JSONDecoder().decode([DetectionProfile].self, from: Data(PackageResources.profiles_json))
    } catch {
      throw VisionError(.manifestInvalid, "profiles.json cannot be read: \(error)")
    }
  }

  /// The profile of a name; nil means the default.
  /// - Throws: ``VisionError`` with code `unknownModel` naming the choices.
  package static func named(_ name: String?) throws -> DetectionProfile {
    let profiles = try delivered()
    guard let profile = name == nil ? profiles.first : profiles.first(where: { $0.name == name }) else {
      let choices = profiles.map(\.name).joined(separator: ", ")
      throw VisionError(.unknownModel, "no detection profile is named \(name ?? "default"); choose one of \(choices)")
    }
    return profile
  }
}
