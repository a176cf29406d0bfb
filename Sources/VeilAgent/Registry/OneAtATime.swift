/// Does one thing after the other, in the order of asking. What has begun is finished, whoever has gone away meanwhile.
actor OneAtATime {
  private var last: Task<Void, Never>?

  func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let task = Task { [last] in
      await last?.value
      return try await body()
    }
    last = Task { _ = await task.result }
    return try await task.value
  }
}
