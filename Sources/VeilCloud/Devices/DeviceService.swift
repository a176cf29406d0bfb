internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Enrols device keys and lets them follow each other.
struct DeviceService: Sendable {
  let store: any Store
  let attestation: any AttestationVerifying
  let audit: AuditLog
  let clock: CloudClock

  /// - Parameter signer: who signed the request over a challenge.
  func enrol(_ request: EnrolmentRequest, signer: Address) async throws -> DeviceReply {
    guard request.device == signer else {
      throw CloudError(.forbidden, "a device enrols itself: sign the request with its own key")
    }
    if let known = try await store.device(signer) { return try await reply(known) }
    let isAttested = try await attestation.check(request.attestation, of: signer)
    let device = try await store.enrol(
      StoredDevice(address: signer, camera: signer, enrolled: clock.now, isAttested: isAttested))
    await audit.note(.enrolment, signer.description, isAttested ? "attested" : "not attested")
    return try await reply(device)
  }

  func handOver(_ request: HandOverRequest, signer: Address) async throws -> DeviceReply {
    guard let old = try await store.device(request.from) else { throw Self.notEnrolled }
    guard try await isSameCamera(signer, as: old) else {
      throw CloudError(.forbidden, "a key is handed over by itself; sign the request with the old key")
    }
    guard let signature = try? RecoverableSignature(bytes: request.signature.bytes),
      DeviceChain.HandOver(from: DeviceID(request.from), to: DeviceID(request.to), signature: signature).isValid
    else { throw CloudError(.wrongDevice, "the hand-over is not signed by the old key; sign it with that one") }
    let next = StoredDevice(
      address: request.to, camera: old.camera, enrolled: clock.now, isAttested: old.isAttested)
    guard try await store.nextNumber(of: old.address) <= request.recordCount,
      try await store.handOver(from: old.address, recordLimit: request.recordCount, to: next)
    else {
      throw CloudError(.conflict, "the key was handed over already, or the new one is in use, or has more records")
    }
    await audit.note(.handOver, request.from.description, "after \(request.recordCount) records")
    return try await reply(try await store.device(request.to) ?? next)
  }

  /// Whether an account is a key of the same camera.
  func isSameCamera(_ account: Address, as device: StoredDevice) async throws -> Bool {
    if account == device.address { return true }
    return try await store.device(account)?.camera == device.camera
  }

  private func reply(_ device: StoredDevice) async throws -> DeviceReply {
    DeviceReply(
      device: device.address, enrolled: device.enrolled, isAttested: device.isAttested,
      nextNumber: try await store.nextNumber(of: device.address))
  }

  static let notEnrolled = CloudError(.notEnrolled, "the device is not enrolled; enrol it first")
}
