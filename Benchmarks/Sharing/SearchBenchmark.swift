internal import VeilCloudAPI

/// Searches over http, one after the other, of all the kinds that a requester makes.
struct SearchBenchmark {
  private static let searches = 3_000
  private static let day: UInt64 = 86_400_000
  private static let hour: UInt64 = 3_600_000

  let cloud: CloudProcess

  func run() throws -> [Row] {
    BenchSharing.say("search")
    let wire = try Wire(port: cloud.port)
    var random = SplitMix(seed: 11)
    var kinds = [String: [Double]]()
    for number in 0..<Self.searches + 100 {
      let (kind, query) = Self.query(number, &random)
      let request = Wire.request("GET", query.path)
      let start = ContinuousClock.now
      let answer = try wire.ask(request)
      let time = (ContinuousClock.now - start) / .milliseconds(1)
      guard answer.status == 200 else { throw BenchError("a search was answered with \(answer.status)") }
      if number >= 100 { kinds[kind, default: []].append(time) }
    }
    let all = Percentiles(kinds.values.flatMap { $0 })
    return [
      Row("search, p50", all.at(0.5), "ms"), Row("search, p95", all.at(0.95), "ms", wanted: .below(20)),
      Row("search, p99", all.at(0.99), "ms"),
    ]
      + kinds.sorted { $0.key < $1.key }.map {
        Row("search, \($0.key), p95", Percentiles($0.value).at(0.95), "ms")
      }
  }

  private static func query(_ number: Int, _ random: inout SplitMix) -> (kind: String, query: SearchQuery) {
    let start = (UInt64(Seed.firstBucket) + UInt64.random(in: 0..<UInt64(Seed.buckets), using: &random)) * hour
    let city = Seed.city(&random)
    let (latitude, longitude) = (Double(city.row) / 20 + 0.02, Double(city.column) / 20 + 0.02)
    func circle(_ radius: Double) -> SearchQuery.Area {
      .circle(latitude: latitude, longitude: longitude, radius: radius)
    }
    let year = (UInt64(Seed.firstBucket) * hour, UInt64(Seed.firstBucket + Seed.buckets) * hour)
    switch number % 8 {
    case 0:
      return ("one cell, one day", .init(from: start, to: start + day, area: .cell(row: city.row, column: city.column)))
    case 1: return ("5 km, one week", .init(from: start, to: start + 7 * day, area: circle(5_000)))
    case 2: return ("5 km, the year", .init(from: year.0, to: year.1, area: circle(5_000)))
    case 3: return ("50 km, one day", .init(from: start, to: start + day, area: circle(50_000)))
    case 4: return ("50 km, the year", .init(from: year.0, to: year.1, area: circle(50_000)))
    case 5:
      return ("200 km, one day, 200 found", .init(from: start, to: start + day, area: circle(200_000), limit: 200))
    case 6: return ("200 km, the year", .init(from: year.0, to: year.1, area: circle(200_000)))
    default: return ("everywhere, one hour, 200 found", .init(from: start, to: start + hour, limit: 200))
    }
  }
}
