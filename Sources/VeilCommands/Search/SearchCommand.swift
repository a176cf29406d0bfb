import ArgumentParser
import Cryptography
import Foundation
import VeilCloudAPI

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find verified evidence by time and place.",
    discussion: """
      The cloud's index knows an hour and a cell of about 5 km. Times are UTC.

      Examples:
        veilcam search --cloud https://cloud.example --from 2026-11-25T17:00 --to 2026-11-25T19:00 --near 52.52,13.40
        veilcam search --cloud http://127.0.0.1:8080 --from 2026-11-25T00:00 --to 2026-11-26T00:00 --cell 1050,268 --json
        veilcam search --cloud http://127.0.0.1:8080 --from 2026-11-25T00:00 --to 2026-11-26T00:00 --previews found
      """)

  @Option(help: ArgumentHelp("Address of the cloud.", valueName: "url")) var cloud: String
  @Option(help: ArgumentHelp("Begin, like 2026-11-25T17:00.", valueName: "time")) var from: String
  @Option(help: ArgumentHelp("End.", valueName: "time")) var to: String
  @Option(help: ArgumentHelp("Latitude and longitude in degrees.", valueName: "lat,lon")) var near: String?
  @Option(help: "Radius about --near in kilometres.") var radius = 10.0
  @Option(help: ArgumentHelp("A cell of the map instead of --near.", valueName: "row,column")) var cell: String?
  @Option(help: "How many to find at most.") var limit = 50
  @Option(help: ArgumentHelp("Save the protected previews into this folder.", valueName: "dir")) var previews: String?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    _ = try query()
    guard limit > 0 else { throw ValidationError("--limit is at least 1") }
  }

  func run() async throws {
    let client = CloudClient(transport: try HTTPCloudTransport(address: cloud))
    var query = try query()
    var items = [SearchReply.Item]()
    repeat {
      query.limit = min(200, limit - items.count)
      let page = try await client.search(query)
      items += page.items
      query.cursor = page.next
    } while query.cursor != nil && items.count < limit
    if let previews { try await save(items, from: client, into: previews) }
    try Output.print(items.map(SearchRow.init), json: json)
  }

  private func save(_ items: [SearchReply.Item], from client: CloudClient, into folder: String) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for item in items {
      for (index, hash) in item.previews.enumerated() {
        let path = "\(folder)/\(item.evidence)-\(index).jpg"
        try Data(try await client.preview(hash)).write(to: URL(filePath: path), options: .atomic)
      }
    }
  }

  private func query() throws -> SearchQuery {
    let (begin, end) = (try Self.time(from, "--from"), try Self.time(to, "--to"))
    guard begin <= end else { throw ValidationError("--from lies after --to") }
    return SearchQuery(from: begin, to: end, area: try area())
  }

  private func area() throws -> SearchQuery.Area {
    guard near == nil || cell == nil else { throw ValidationError("give either --near or --cell") }
    if let near {
      let parts = near.split(separator: ",").compactMap { Double($0) }
      guard parts.count == 2, (-90...90).contains(parts[0]), (-180...180).contains(parts[1]) else {
        throw ValidationError("--near is latitude,longitude in degrees")
      }
      guard radius > 0, radius <= 200 else { throw ValidationError("--radius is up to 200 km") }
      return .circle(latitude: parts[0], longitude: parts[1], radius: radius * 1_000)
    }
    guard let cell else { return .everywhere }
    let parts = cell.split(separator: ",").compactMap { Int32($0) }
    guard parts.count == 2 else { throw ValidationError("--cell is row,column") }
    return .cell(row: parts[0], column: parts[1])
  }

  private static func time(_ text: String, _ option: String) throws -> UInt64 {
    let whole = text.count == 16 ? text + ":00Z" : text.hasSuffix("Z") ? text : text + "Z"
    guard let date = ISO8601DateFormatter().date(from: whole), date.timeIntervalSince1970 >= 0 else {
      throw ValidationError("\(option) is a time like 2026-11-25T17:00")
    }
    return UInt64(date.timeIntervalSince1970 * 1_000)
  }
}
