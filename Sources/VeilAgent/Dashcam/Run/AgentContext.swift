internal import Foundation
internal import VeilEvidence

/// What all parts of the agent share.
package struct AgentContext: Sendable {
  package let store: AgentStore
  package let settings: AgentSettings
  package let clock: any AgentClock
  package let events: AgentEventSink
  package let fault: FaultHook
  /// 0..<1, for delays.
  package let random: @Sendable () -> Double

  package init(
    store: AgentStore, settings: AgentSettings, clock: any AgentClock = SystemAgentClock(),
    events: @escaping AgentEventSink = { _ in }, fault: @escaping FaultHook = FaultHooks.none,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.store = store
    self.settings = settings
    self.clock = clock
    self.events = events
    self.fault = fault
    self.random = random
  }

  var keys: DeviceKeys { DeviceKeys(store.folder) }

  func tell(_ kind: AgentEvent.Kind, _ message: String, incident: StoredIncident? = nil) {
    events(AgentEvent(kind, time: clock.now, message, incident: incident?.id.description))
  }

  /// When to try again after so many failures: 5 s, doubled each time, at most 15 min, and up to half as much more.
  func retryTime(after attempts: Int) -> Int64 { clock.now + Int64(retryDelay(after: attempts) * 1_000) }

  func retryDelay(after attempts: Int) -> Double {
    min(900, 5 * pow(2, Double(min(attempts, 10)))) * (1 + random() / 2)
  }
}
