package import Cryptography
package import VeilEvidence

extension CloudClient {
  /// Enrols a device, which signs a challenge. Enrolling again changes nothing.
  package func enrol(
    _ key: SecretKey, attestation: EnrolmentRequest.Attestation? = nil
  ) async throws -> DeviceReply {
    try await post(
      "/v1/devices", EnrolmentRequest(device: key.address, attestation: attestation), by: key, challenged: true)
  }

  /// Tells that a new key goes on for an old one; the new one is enrolled by it.
  /// - Parameters:
  ///   - recordCount: records that the old key has signed in all.
  ///   - key: the old one, or a later one of the same camera.
  package func handOver(
    _ statement: DeviceChain.HandOver, recordCount: UInt32, by key: SecretKey
  ) async throws -> DeviceReply {
    let request = HandOverRequest(
      from: statement.from.address, to: statement.to.address, recordCount: recordCount,
      signature: HexBytes(statement.signature.bytes))
    return try await post("/v1/devices/hand-over", request, by: key)
  }

  /// Hands in records, at most 1,000 at once. May be repeated: what is there already is answered with a receipt again.
  package func submit(_ records: [SignedRecord]) async throws -> RecordsReply {
    let request = CloudRequest(
      "POST", "/v1/records", headers: ["content-type": "application/octet-stream"], body: records.flatMap(\.bytes))
    return try decode(await perform(request))
  }
}
