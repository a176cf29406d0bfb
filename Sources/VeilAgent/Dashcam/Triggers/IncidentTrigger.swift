/// Something that notices accidents: a sensor, a person, later the picture itself.
///
/// A trigger may tell of the same event again and again; the agent takes each in once, by source and time.
package protocol IncidentTrigger: Sendable {
  /// What has happened lately, asked for once a round.
  func events() async throws -> [IncidentEvent]
  /// What a film that was just finished tells. Called before there is a record of it.
  func events(in segment: FinishedSegment) async throws -> [IncidentEvent]
  /// Told when an event is in the queue for good.
  func forget(_ event: IncidentEvent)
}

extension IncidentTrigger {
  package func events() async throws -> [IncidentEvent] { [] }
  package func events(in segment: FinishedSegment) async throws -> [IncidentEvent] { [] }
  package func forget(_ event: IncidentEvent) {}
}
