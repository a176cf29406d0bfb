internal import Cryptography
internal import VeilEvidence

/// Cameras whose records are signed before the clock starts.
struct Fleet {
  private(set) var chains: [DeviceChain]
  private var films = 0

  init(devices: Int) throws {
    chains = try (0..<devices).map {
      DeviceChain(key: try Keys.key("device \($0)"), at: 0, firstName: RecordName(counter: 7))
    }
  }

  /// The next records of every device, in its order: `count` each.
  mutating func record(_ count: Int) throws -> [[SignedRecord]] {
    try chains.indices.map { device in
      try (0..<count).map { _ in
        films += 1
        return try chains[device].append(Keccak256.hash("film \(films)".utf8))
      }
    }
  }
}
