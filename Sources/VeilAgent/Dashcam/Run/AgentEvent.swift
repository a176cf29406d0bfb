/// Something that happened, for the person who watches and for machines: one line of progress, one JSON object.
package struct AgentEvent: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A record was made; a film was passed over; a film went before it could be read.
    case recorded, skipped, vanished
    /// The signing key changed, or was lost.
    case keyChanged, keyLost
    /// A trigger fired; belongs to an incident that is there; an incident goes on to its next step; is given up.
    case triggered, merged, incident, incidentFailed
    /// A step did not succeed and will be tried again.
    case problem
    /// The cloud: records were taken or refused, it cannot be reached, it can be reached again.
    case sent, refused, offline, online
    /// The camera's clock and its positions contradict each other.
    case clock
  }

  package let kind: Kind
  /// Milliseconds since 1970.
  package let time: Int64
  /// A sentence.
  package let message: String
  /// The incident's name, where it is about one.
  package var incident: String?

  package init(_ kind: Kind, time: Int64, _ message: String, incident: String? = nil) {
    self.kind = kind
    self.time = time
    self.message = message
    self.incident = incident
  }
}

/// Where events go.
package typealias AgentEventSink = @Sendable (AgentEvent) -> Void
