internal import Hummingbird
internal import VeilCloudAPI

extension SearchQuery {
  private static let members: Set<String> = [
    "from", "to", "cell", "latitude", "longitude", "radius", "limit", "cursor",
  ]
  /// The end of the year 9999.
  private static let lastTime: UInt64 = 253_402_300_799_999

  /// Reads the query of `GET /v1/search`.
  init(_ request: Request) throws {
    let reader = try QueryReader(request, known: Self.members)
    self.init(
      from: try reader.integer("from", in: 0...Self.lastTime), to: try reader.integer("to", in: 0...Self.lastTime),
      area: try Self.area(reader), limit: try reader.integer("limit", in: 1...200, default: 50),
      cursor: reader.text("cursor"))
  }

  private static func area(_ reader: QueryReader) throws -> Area {
    let latitude = try reader.number("latitude", in: -90...90)
    let longitude = try reader.number("longitude", in: -180...180)
    let radius = try reader.number("radius", in: Double.leastNonzeroMagnitude...200_000)
    if let cell = reader.text("cell") {
      guard latitude == nil, longitude == nil, radius == nil else {
        throw CloudError(.malformed, "give either a cell or latitude, longitude and radius")
      }
      let parts = cell.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 2, let row = Int32(parts[0]), let column = Int32(parts[1]),
        (-1_800...1_800).contains(row), (-3_600...3_600).contains(column)
      else { throw CloudError(.malformed, "a cell is row,column: -1800 to 1800 and -3600 to 3600") }
      return .cell(row: row, column: column)
    }
    switch (latitude, longitude, radius) {
    case (nil, nil, nil): return .everywhere
    case (let latitude?, let longitude?, let radius?):
      return .circle(latitude: latitude, longitude: longitude, radius: radius)
    default: throw CloudError(.malformed, "a circle needs latitude, longitude and radius")
    }
  }
}
