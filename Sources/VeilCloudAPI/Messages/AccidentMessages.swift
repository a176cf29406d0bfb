package import Cryptography

/// What a party says that an incident was, so that cameras learn from it.
package enum IncidentVerdict: String, Codable, Sendable, Hashable, CaseIterable {
  case accident
  /// Nothing happened: the camera was wrong.
  case normal
}

/// Body of `POST /v1/requests/{request}/verdict`, signed by the owner of the film or by the requester.
package struct VerdictRequest: Codable, Sendable, Hashable {
  package let verdict: IncidentVerdict

  package init(verdict: IncidentVerdict) { self.verdict = verdict }
}

/// What the cloud knows of an incident for learning.
package struct VerdictReply: Codable, Sendable, Hashable {
  package let incident: Hash256
  package let owner: IncidentVerdict?
  package let requester: IncidentVerdict?

  package init(incident: Hash256, owner: IncidentVerdict?, requester: IncidentVerdict?) {
    self.incident = incident
    self.owner = owner
    self.requester = requester
  }
}

/// Answer to features that were sent or forgotten.
package struct FeaturesReply: Codable, Sendable, Hashable {
  /// Incidents of the camera whose features the cloud has.
  package let incidents: Int

  package init(incidents: Int) { self.incidents = incidents }
}

/// The newest version of what notices accidents.
package struct ModelVersionReply: Codable, Sendable, Hashable {
  package let version: Int

  package init(version: Int) { self.version = version }
}
