internal import VeilEvidence

/// Records of 200 cameras, each on a connection of its own.
struct RecordBenchmark {
  static let devices = 200
  private static let rate = 1_000.0
  private static let pacedPerDevice = 100
  private static let singlePerDevice = 150
  private static let batch = 50
  private static let batchesPerDevice = 8

  let cloud: CloudProcess
  let fleet: Fleet

  func run() throws -> [Row] {
    BenchSharing.say("records: signing")
    var fleet = fleet
    let paced = try fleet.record(Self.pacedPerDevice).map { $0.map { [$0] } }
    let single = try fleet.record(Self.singlePerDevice).map { $0.map { [$0] } }
    let batches = try fleet.record(Self.batch * Self.batchesPerDevice).map { records in
      stride(from: 0, to: records.count, by: Self.batch).map { Array(records[$0..<$0 + Self.batch]) }
    }
    BenchSharing.say("records: one a request, 1,000 a second")
    let load = try Load(port: cloud.port, connections: Self.devices)
    let first = try load.run(paced.map { $0.map(Self.request) }, rate: Self.rate)
    BenchSharing.say("records: as many as it takes")
    let before = try cloud.processorSeconds()
    let second = try load.run(single.map { $0.map(Self.request) }, rate: nil)
    let processor = (try cloud.processorSeconds() - before) * 1_000 / Double(second.stored)
    let third = try load.run(batches.map { $0.map(Self.request) }, rate: nil)
    let stored = [first, second, third].map(\.stored).reduce(0, +)
    let handed = Self.devices * (Self.pacedPerDevice + Self.singlePerDevice + Self.batch * Self.batchesPerDevice)
    guard stored == handed else { throw BenchError("of \(handed) records \(stored) were stored") }
    return [
      Row("records, 1,000 offered a second: stored", first.rate, "1/s"),
      Row("records, 1,000 offered a second: p50", first.latencies.at(0.5), "ms"),
      Row("records, 1,000 offered a second: p99", first.latencies.at(0.99), "ms", wanted: .below(100)),
      Row("records, saturated, one a request", second.rate, "1/s", wanted: .atLeast(1_000)),
      Row("records, saturated, one a request: p99", second.latencies.at(0.99), "ms"),
      Row("records, one a request: the cloud's processor time of each", processor, "ms"),
      Row("records, saturated, fifty a request", third.rate, "1/s"),
    ]
  }

  private static func request(_ records: [SignedRecord]) -> [UInt8] {
    Wire.request(
      "POST", "/v1/records", ["content-type": "application/octet-stream"], records.flatMap(\.bytes))
  }
}
