import Cryptography
import VeilCloudAPI
import VeilEvidence

/// A camera with its chain of records.
struct Camera {
  var chain: DeviceChain
  private(set) var records: [SignedRecord] = []
  private(set) var segments: [SegmentCommitment] = []

  init(_ name: String) throws {
    chain = DeviceChain(key: try Samples.key(name), at: Int(Samples.noon / 1_000), firstName: RecordName(counter: 7))
  }

  var key: SecretKey { chain.key }

  /// Records segments.
  mutating func record(_ count: Int) throws {
    for _ in 0..<count {
      let name = "\(key.address) \(segments.count)"
      let segment = SegmentCommitment(
        frameHash: Samples.hash("frame \(name)"), contentRoot: Samples.hash("content \(name)"))
      segments.append(segment)
      records.append(try chain.append(segment.videoHash))
    }
  }
}
