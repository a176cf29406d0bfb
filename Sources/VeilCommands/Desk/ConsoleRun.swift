import Foundation

/// Runs a console until a signal ends it, which is how it is meant to end.
enum ConsoleRun {
  static func serving(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task(operation: work)
    do {
      try await Signals.whileHandling({ task.cancel() }) { try await task.value }
    } catch  where task.isCancelled {
      return
    }
  }

  /// Prints the address at once, also into a pipe.
  static func announce(_ address: String) {
    FileHandle.standardOutput.write(Data("\(address)\n".utf8))
  }
}
