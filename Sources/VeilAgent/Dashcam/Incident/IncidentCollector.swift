internal import Cryptography
internal import Foundation
internal import VeilEvidence
internal import VeilMedia

/// Makes incidents of events and collects their films.
struct IncidentCollector: Sendable {
  let context: AgentContext
  let chain: RecordingChain

  /// Whether no incident waits for films.
  func isIdle() throws -> Bool {
    try !context.store.incidents(onlyOpen: true).contains { $0.state == .collecting }
  }

  /// Takes an event in, once. An impact in the window, or in a film, of an incident belongs to it: no two incidents share a
  /// film, because a shared film would link them on the ledger.
  func take(_ event: IncidentEvent) async throws {
    guard try !context.store.isKnown(event) else { return }
    let recent = try context.store.recentSegments()
    if let incident = try context.store.incidents().last(where: { has($0, event, recent) }) {
      try context.store.merge(event, into: incident.id)
      context.tell(.merged, "\(event.source): belongs to an incident that is there", incident: incident)
      return
    }
    let id = IncidentID.random()
    try context.store.createIncident(id, of: event, now: context.clock.now)
    try context.fault(.incidentCreated)
    context.tell(.triggered, "\(event.source): incident", incident: try context.store.incident(id))
  }

  private func has(_ incident: StoredIncident, _ event: IncidentEvent, _ recent: [StoredSegment]) -> Bool {
    let segment = IncidentWindow.index(of: event.time, in: recent).map { recent[$0] }
    if incident.state == .collecting {
      let settings = context.settings
      let window =
        incident.impact - Int64(settings.before * 1_000)...incident.lastImpact + Int64(settings.after * 1_000)
      if window.contains(event.time) { return true }
      guard let segment else { return false }
      return films(window: self.window(incident).plan(recent, isComplete: true)).contains { $0.id == segment.id }
    }
    return segment.map { incident.segments.contains($0.id) } ?? false
  }

  private func films(window plan: IncidentWindow.Plan) -> [StoredSegment] {
    switch plan {
    case .waiting(let films), .ready(let films): films
    case .missing: []
    }
  }

  private func window(_ incident: StoredIncident) -> IncidentWindow {
    IncidentWindow(
      impact: incident.impact, lastImpact: incident.lastImpact, before: context.settings.before,
      after: context.settings.after)
  }

  /// Keeps the films of incidents, and closes those that have all of theirs.
  /// - Parameter isComplete: true if no film will come any more.
  func gather(isComplete: Bool) async throws {
    for incident in try context.store.incidents(onlyOpen: true) where incident.state == .collecting {
      // It may have become a part of another one meanwhile.
      guard try context.store.incident(incident.id) != nil else { continue }
      do {
        try await collect(incident, isComplete: isComplete)
      } catch let error as AgentError where error.code == .noFilm {
        try context.store.fail(incident.id, reason: error.message)
        context.tell(.incidentFailed, error.message, incident: incident)
      } catch let error as MediaError {
        context.tell(.problem, error.message, incident: incident)
      }
    }
  }

  private func collect(_ incident: StoredIncident, isComplete: Bool) async throws {
    let patience = Int64((context.settings.after + context.settings.patience) * 1_000)
    let isLate = context.clock.now > incident.created + patience
    let recent = try context.store.recentSegments()
    switch window(incident).plan(recent, isComplete: isComplete || isLate) {
    case .waiting(let films): _ = try await keep(films, of: incident)
    case .ready(let films):
      if let whole = try absorb(into: incident, films, recent) {
        return try await collect(whole, isComplete: isComplete)
      }
      try await close(incident, films)
    case .missing: throw AgentError(.noFilm, "there is no film of the time of the incident")
    }
  }

  /// Takes in an incident whose impact turns out to lie in the same films.
  /// - Returns: the incident with its longer window; nil where there is no such other.
  private func absorb(
    into incident: StoredIncident, _ films: [StoredSegment], _ recent: [StoredSegment]
  ) throws -> StoredIncident? {
    let other = try context.store.incidents(onlyOpen: true).first { other in
      guard other.id != incident.id, other.state == .collecting,
        let place = IncidentWindow.index(of: other.impact, in: recent)
      else { return false }
      return films.contains { $0.id == recent[place].id }
    }
    guard let other else { return nil }
    try context.store.absorb(other, into: incident.id)
    try IncidentFolder(other.id, in: context.store.folder).remove()
    context.tell(.merged, "another impact belongs to this incident", incident: incident)
    return try context.store.incident(incident.id)
  }

  private func close(_ incident: StoredIncident, _ films: [StoredSegment]) async throws {
    let kept = try await keep(films, of: incident)
    guard let device = kept.first?.device else {
      throw AgentError(.noFilm, "the camera has overwritten the films of the incident before they could be kept")
    }
    try context.fault(.originalsKept)
    let rotation = try chain.rotation(from: device)
    try context.store.gather(
      incident.id, segments: kept.map(\.id), device: device, handOver: rotation?.handOver,
      day: rotation?.chain.state.day ?? 0)
    try context.fault(.incidentGathered)
    context.tell(.incident, "\(kept.count) films are safe", incident: incident)
  }

  /// - Returns: the films around the impact that are kept without a hole; empty where that of the impact is gone.
  private func keep(_ films: [StoredSegment], of incident: StoredIncident) async throws -> [StoredSegment] {
    let keeper = OriginalKeeper(folder: try IncidentFolder(incident.id, in: context.store.folder))
    var kept = Set<Int64>()
    for film in films {
      do {
        try await keeper.keep(film)
        kept.insert(film.id)
      } catch let error as AgentError where error.code == .noFilm {
        context.tell(.vanished, error.message, incident: incident)
      }
    }
    guard let impact = IncidentWindow.index(of: incident.impact, in: films), kept.contains(films[impact].id) else {
      return []
    }
    let first = films[..<impact].lastIndex { !kept.contains($0.id) }.map { $0 + 1 } ?? 0
    let end = films[impact...].firstIndex { !kept.contains($0.id) } ?? films.count
    return Array(films[first..<end])
  }
}
