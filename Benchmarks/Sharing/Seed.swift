internal import Cryptography
internal import VeilCloud
internal import VeilEvidence

/// Fills the store through its protocol before the cloud starts: devices, and verified evidence of a year.
struct Seed {
  /// The first hour, 2025-12-01 00:00 UTC.
  static let firstBucket: UInt32 = 490_488
  static let buckets: UInt32 = 365 * 24
  static let cities = 200
  private static let batch = 20_000

  let folder: WorkFolder
  let evidences: Int

  /// - Returns: the seconds that it took.
  func run(_ fleet: Fleet) async throws -> Double {
    let store = try SQLiteStore(path: folder.cloud + "/cloud.sqlite")
    for chain in fleet.chains {
      let address = chain.key.address
      _ = try await store.enrol(StoredDevice(address: address, camera: address, enrolled: 0, isAttested: false))
    }
    let start = ContinuousClock.now
    var random = SplitMix(seed: 5)
    for first in stride(from: 0, to: evidences, by: Self.batch) {
      let last = min(evidences, first + Self.batch)
      try await store.indexMany((first..<last).map { Self.evidence($0, &random) })
      if first.isMultiple(of: 200_000) { BenchSharing.say("index: \(last) of \(evidences)") }
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Three of four lie about a city of central Europe, the others anywhere in it.
  private static func evidence(_ number: Int, _ random: inout SplitMix) -> IndexedEvidence {
    let hash = Keccak256.hash("evidence \(number)".utf8)
    let place = Int.random(in: 0..<4, using: &random) == 0 ? anywhere(&random) : near(city(&random), &random)
    return IndexedEvidence(
      incident: hash, evidence: Address(hash.bytes.suffix(20)) ?? .zero,
      place: CoarsePlace(
        row: place.row, column: place.column,
        bucket: firstBucket + UInt32.random(in: 0..<buckets, using: &random)), previews: [hash, hash, hash])
  }

  /// The cell of a city: 200 of them, 45 to 55 degrees north, 0 to 20 east.
  static func city(_ random: inout SplitMix) -> (row: Int32, column: Int32) {
    var place = SplitMix(seed: UInt64(Int.random(in: 0..<cities, using: &random)))
    return anywhere(&place)
  }

  private static func anywhere(_ random: inout SplitMix) -> (row: Int32, column: Int32) {
    (Int32.random(in: 900..<1_100, using: &random), Int32.random(in: 0..<400, using: &random))
  }

  private static func near(
    _ place: (row: Int32, column: Int32), _ random: inout SplitMix
  ) -> (row: Int32, column: Int32) {
    func offset() -> Int32 { (0..<3).reduce(0) { sum, _ in sum + Int32.random(in: -2...2, using: &random) } }
    return (place.row + offset(), place.column + offset())
  }
}
