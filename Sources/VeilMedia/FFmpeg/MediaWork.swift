/// A job that runs on a media thread before there is an actor to own it: opening files and addresses takes long.
enum MediaWork {
  static func run<Result>(
    on executor: MediaExecutor, _ body: @escaping @Sendable () throws -> sending Result
  ) async throws -> sending Result {
    try await Runner(executor).run(body)
  }

  private actor Runner {
    private nonisolated let executor: MediaExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ executor: MediaExecutor) { self.executor = executor }

    func run<Result>(_ body: @Sendable () throws -> sending Result) throws -> sending Result { try body() }
  }
}
