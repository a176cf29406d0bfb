internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// What can be said of an incident from what the device signed and the stored records, without its files. Everything
/// here is recomputed; nothing is believed.
struct IncidentCheck: Sendable {
  let store: any Store
  let terms: ChainTerms
  let clock: CloudClock
  let recordDelay: UInt64

  /// Milliseconds that the device's clock may be ahead of the cloud's.
  private static let ahead: UInt64 = 3_600_000

  /// The device that signed the binding and the claim.
  /// - Throws: ``CloudError``: `wrongLedger`, `wrongDevice`, `notEnrolled`, `conflict`.
  func signer(of binding: SignedBinding, _ claim: SignedPlaceClaim) async throws -> StoredDevice {
    guard binding.binding.chainID == terms.chainID, binding.binding.factory == terms.factory else {
      throw CloudError(.wrongLedger, "the binding is for another ledger than this cloud's; pair the camera anew")
    }
    guard claim.claim.incident == binding.binding.incident else {
      throw CloudError(.conflict, "binding and claim are of two incidents; hand in both of one")
    }
    guard let device = try? binding.signer(),
      device == (try? claim.signer(chainID: terms.chainID, factory: terms.factory))
    else { throw CloudError(.wrongDevice, "binding and claim are not signed by one device; sign both with its key") }
    guard let known = try await store.device(device.address) else { throw DeviceService.notEnrolled }
    return known
  }

  /// The stored records of the segments, in their order.
  /// - Throws: ``CloudError``: `unknownRecord`, `notConsecutive`.
  func records(of binding: SignedBinding, device: Address) async throws -> [StoredRecord] {
    var records = [StoredRecord]()
    for segment in binding.binding.segments {
      guard let record = try await store.record(ofFilm: segment.videoHash, by: device) else {
        throw CloudError(.unknownRecord, "a segment is in no stored record of this device; hand in its records first")
      }
      records.append(record)
    }
    for (record, next) in zip(records, records.dropFirst()) {
      guard next.record.record.number == record.record.record.number &+ 1 else {
        throw CloudError(.notConsecutive, "the segments do not follow each other in the device's records")
      }
    }
    return records
  }

  /// Whether the claimed hour can be: not after its records were logged, and not long before.
  /// - Throws: ``CloudError``: `falsePlace`, `backDated`.
  func plausible(_ place: CoarsePlace, records: [StoredRecord]) throws {
    let start = UInt64(place.bucket) * UInt64(CoarsePlace.secondsPerBucket) * 1_000
    let end = start + UInt64(CoarsePlace.secondsPerBucket) * 1_000
    for record in records {
      guard start <= record.time + Self.ahead else {
        throw CloudError(.falsePlace, "the claimed hour lies after the records were logged; set the camera's clock")
      }
      guard end + recordDelay >= record.time else {
        throw CloudError(.backDated, "the claimed hour lies too long before the records were logged to be believed")
      }
    }
  }
}
