package import Cryptography
package import VeilEvidence

extension CloudClient {
  /// Bytes of a file that travel in one request: a multiple of the Merkle tree's chunk.
  private static let partByteCount = 8 * ContentTree.chunkByteCount

  /// Hands in what the device signed of an incident; the cloud's relayer makes the evidence contract. May be repeated.
  package func submit(_ binding: SignedBinding, _ claim: SignedPlaceClaim) async throws -> IncidentReply {
    try await post("/v1/incidents", IncidentSubmission(binding: binding, claim: claim))
  }

  /// How far the upload of a rendition has come.
  package func uploadState(_ rendition: Rendition, of incident: IncidentID) async throws -> UploadReply {
    let answer = try await perform(CloudRequest("HEAD", Self.path(rendition, incident)))
    guard let offset = answer.headers[CloudHeader.uploadOffset].flatMap({ Int($0) }), offset >= 0 else {
      throw CloudError(.strangeAnswer, "the cloud did not say how far the upload is; check the address")
    }
    return UploadReply(
      offset: offset, length: answer.headers[CloudHeader.uploadLength].flatMap { Int($0) },
      isComplete: answer.headers[CloudHeader.uploadComplete] == "true")
  }

  /// Uploads a sealed file, going on where an earlier upload stopped. Holds 16 MiB of it in memory: the next part is read
  /// and hashed while one is on its way.
  /// - Parameter key: of the device that signed the binding, or of a later one of the same camera.
  /// - Throws: ``CloudError``, for example `ciphertextDiffers`: the upload then begins anew.
  package func upload(
    _ rendition: Rendition, of incident: IncidentID, file path: String, by key: SecretKey,
    progress: ByteProgress? = nil
  ) async throws -> UploadReply {
    let file = try UploadFile(path)
    var state = try await uploadState(rendition, of: incident)
    progress?(state.offset, file.byteCount)
    var next = try await Self.part(of: file, at: state.offset)
    while !state.isComplete {
      try Task.checkCancellation()
      let part = next.offset == state.offset ? next : try await Self.part(of: file, at: state.offset)
      let range = "bytes \(part.offset)-\(part.end - 1)/\(file.byteCount)"
      let headers = ["content-type": "application/octet-stream", "content-range": range]
      var request = CloudRequest("PUT", Self.path(rendition, incident), headers: headers, body: part.bytes)
      request.bodyRoot = part.root
      do {
        async let following = Self.part(of: file, at: part.end)
        state = try decode(await perform(request, by: key))
        next = try await following
      } catch let error as CloudError where error.code == .badRange {
        // An attempt whose answer was lost was stored; the cloud knows where it stands.
        let actual = try await uploadState(rendition, of: incident)
        guard actual.offset > state.offset || actual.isComplete else { throw error }
        state = actual
      }
      progress?(state.offset, file.byteCount)
    }
    return state
  }

  private struct Part: Sendable {
    let offset: Int
    let bytes: [UInt8]
    let root: Hash256
    var end: Int { offset + bytes.count }
  }

  /// Reads and hashes a part; an empty one behind the end.
  private static func part(of file: UploadFile, at offset: Int) async throws -> Part {
    try await EvidenceWorker.shared.run {
      let bytes = offset < file.byteCount ? try file.bytes(at: offset, count: partByteCount) : []
      return Part(offset: offset, bytes: bytes, root: try RequestSignature.root(ofBody: bytes))
    }
  }

  /// Uploads one of the three previews.
  package func uploadPreview(
    _ index: Int, of incident: IncidentID, file: [UInt8], by key: SecretKey
  ) async throws -> IncidentReply {
    let request = CloudRequest(
      "PUT", "/v1/incidents/\(incident)/previews/\(index)", headers: ["content-type": "image/jpeg"], body: file)
    return try decode(await perform(request, by: key))
  }

  private static func path(_ rendition: Rendition, _ incident: IncidentID) -> String {
    "/v1/incidents/\(incident)/renditions/\(rendition)"
  }
}
