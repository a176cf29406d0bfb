internal import Foundation
internal import VeilCloudAPI

/// The cloud's memory while films go through it at the same time, up and then down.
struct MemoryBenchmark {
  let cloud: CloudProcess
  let folder: WorkFolder

  func run(_ count: Int) async throws -> [Row] {
    BenchSharing.say("memory: \(count) films")
    let client = CloudClient(transport: try HTTPCloudTransport(address: cloud.address), retries: .never)
    let films = try (0..<count).map { try Film("memory \($0)", in: folder) }
    defer { for film in films { film.remove() } }
    for film in films { try await film.handIn(to: client) }
    let traffic = films.map { FilmTraffic(port: cloud.port, film: $0) }
    try cloud.resetPeak()
    let before = try cloud.residentMegabytes()
    try await together(traffic) { try $0.upload() }
    let upload = try cloud.peakMegabytes()
    var grants = [GrantReply]()
    for film in films {
      grants.append(try await client.grant(request: film.evidence, by: Keys.key("requester")))
    }
    try await together(Array(zip(traffic, grants))) { try $0.0.download($0.1) }
    return [
      Row("memory before", before, "MB"),
      Row("memory, \(count) films of 50 MB up at once", upload, "MB", wanted: .below(300)),
      Row("memory, and down at once", try cloud.peakMegabytes(), "MB", wanted: .below(300)),
    ]
  }

  /// Blocking work of each on a thread of its own.
  private func together<Item: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) throws -> Double
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for item in items {
        group.addTask {
          _ = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work(item) }) }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
