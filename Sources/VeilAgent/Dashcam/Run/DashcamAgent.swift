internal import Foundation

/// The agent in the car: records, notices, protects, seals, publishes. Everything that it has to remember is in its store,
/// so it may be stopped at any moment and started again.
package struct DashcamAgent: Sendable {
  private let context: AgentContext
  private let recorder: Recorder
  private let pipeline: IncidentPipeline
  private let uplink: Uplink?

  /// - Parameters:
  ///   - cloud: nil to keep everything in the queue.
  ///   - describer: nil where the owner has not opted in to learning from incidents.
  package init(
    _ context: AgentContext, recordings: RecordingsFolder, triggers: [any IncidentTrigger],
    protector: any WindowProtector, cloud: (any CloudLink)?, describer: (any IncidentDescriber)? = nil
  ) throws {
    try context.settings.check()
    self.context = context
    recorder = Recorder(context, folder: recordings, triggers: triggers)
    pipeline = IncidentPipeline(context, protector: protector, describer: describer)
    uplink = cloud.map { Uplink(context, cloud: $0) }
    context.keys.removeAll(but: Set(try context.store.devices().map(\.device)))
    try tidy()
  }

  /// Works off what is there, as if nothing more would come, and ends.
  package func once() async throws {
    try await recorder.round(takesAll: true)
    while try await pipeline.round() > 0 {}
    while try await uplink?.round() ?? 0 > 0 {}
  }

  /// Works until it is cancelled. Protecting and sending do not keep records waiting.
  package func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await repeated(every: 1) { try await recorder.round() } }
      group.addTask { try await repeated(every: 1) { _ = try await pipeline.round() } }
      if let uplink { group.addTask { try await repeated(every: 1) { try await uplink.round() } } }
      defer { group.cancelAll() }
      while try await group.next() != nil {}
    }
  }

  private func repeated(every seconds: Double, _ body: () async throws -> some Any) async throws {
    var lastProblem: String?
    while true {
      do {
        _ = try await body()
        lastProblem = nil
      } catch let error as AgentError where [.notReadable, .notWritable].contains(error.code) {
        // A card that was taken out, a full disk: both may pass.
        if lastProblem != error.message { context.tell(.problem, error.message) }
        lastProblem = error.message
      }
      try await context.clock.sleep(seconds: seconds)
    }
  }

  /// Deletes folders of incidents with which nothing is left to do.
  private func tidy() throws {
    for incident in try context.store.incidents() where incident.state == .done {
      try IncidentFolder(incident.id, in: context.store.folder).remove()
    }
  }
}
