internal import Cryptography
internal import Foundation
internal import VeilCloudAPI
internal import VeilEvidence

/// Films of 50 MB to the cloud and back, one at a time: on a plain connection, which shows the cloud, and with our own
/// client, which reads, hashes, signs and checks too. Each way beside a plain socket, by turns; the median of the rounds.
struct TransferBenchmark {
  private static let rounds = 7

  let cloud: CloudProcess
  let folder: WorkFolder

  func run() async throws -> [Row] {
    let client = CloudClient(transport: try HTTPCloudTransport(address: cloud.address), retries: .never)
    let requester = try Keys.key("requester")
    var times = [[Double]](repeating: [], count: 6)
    for round in 0...Self.rounds {
      BenchSharing.say("films: round \(round)")
      let films = try ["wire", "client"].map { try Film("\($0) \(round)", in: folder) }
      defer { for film in films { film.remove() } }
      for film in films { try await film.handIn(to: client) }
      let (traffic, source) = (FilmTraffic(port: cloud.port, film: films[0]), films[1].files[.original] ?? "")
      let bound = SocketBound(folder: folder, source: source)
      let (film, camera) = (films[1], films[1].camera)
      var measured = [
        try await bound.upload(), try traffic.upload(),
        try await seconds { _ = try await client.upload(.original, of: film.id, file: source, by: camera) },
      ]
      let first = try await client.grant(request: films[0].evidence, by: requester)
      let second = try await client.grant(request: films[1].evidence, by: requester)
      let destination = folder.path + "/opened"
      measured += [
        try await bound.download(), try traffic.download(first),
        try await seconds { try await client.download(second, to: destination) },
      ]
      try FileManager.default.removeItem(atPath: destination)
      if round > 0 { for index in times.indices { times[index].append(measured[index]) } }
    }
    let rates = times.map { Double(Film.byteCount) / 1e6 / Percentiles($0).at(0.5) }
    return [
      Row("upload, 50 MB, to the cloud", rates[1], "MB/s", wanted: .atLeast(200), bound: rates[0]),
      Row("upload, 50 MB, with our client from a file", rates[2], "MB/s", wanted: .atLeast(200), bound: rates[0]),
      Row("download, 50 MB, from the cloud", rates[4], "MB/s", wanted: .atLeast(200), bound: rates[3]),
      Row(
        "download, 50 MB, with our client to a checked file", rates[5], "MB/s", wanted: .atLeast(200), bound: rates[3]),
    ]
  }

  private func seconds(_ work: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
