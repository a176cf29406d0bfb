internal import Ethereum
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilEvidence

/// Enrolment, hand-over and records.
struct DeviceController: Sendable {
  let devices: DeviceService
  let records: RecordService
  let bodies: SignedBody

  func addRoutes(to router: Router<CloudContext>) {
    router.post("/v1/devices") { request, _ in
      let (message, signer) = try await bodies.signedJSON(request, challenged: true, as: EnrolmentRequest.self)
      return try APIReply.json(try await devices.enrol(message, signer: signer))
    }
    router.post("/v1/devices/hand-over") { request, _ in
      let (message, signer) = try await bodies.signedJSON(request, as: HandOverRequest.self)
      return try APIReply.json(try await devices.handOver(message, signer: signer))
    }
    router.post("/v1/records") { request, _ in
      let limit = bodies.reader.limits.recordsPerRequest
      let bytes = try await bodies.reader.bytes(of: request, limit: limit * SignedRecord.byteCount)
      return APIReply.text(ByteBuffer(string: try await records.submit(bytes, limit: limit).json.text))
    }
  }
}
