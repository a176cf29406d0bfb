package import Cryptography
package import VeilEvidence

extension CloudClient {
  /// Asks for the right to download what a request contract was approved for.
  /// - Parameter key: of the account that made the request contract.
  package func grant(request: Address, by key: SecretKey) async throws -> GrantReply {
    try await post("/v1/grants", GrantRequest(request: request), by: key, challenged: true)
  }

  /// Lets the cloud re-encrypt the capsule with the rekey of the request contract.
  package func reencrypt(request: Address, by key: SecretKey) async throws -> ReencryptionReply {
    try await post("/v1/reencrypt", GrantRequest(request: request), by: key, challenged: true)
  }

  /// Downloads a sealed file; an interrupted download goes on where it stopped. Memory does not grow with the file.
  /// Appears under its name only when its root is the one that the grant names.
  /// - Throws: ``CloudError`` `ciphertextDiffers` where the cloud served another file; `localFile`, also where the
  ///   destination exists.
  package func download(_ grant: GrantReply, to destination: String, progress: ByteProgress? = nil) async throws {
    let file = try DownloadFile(for: destination, blob: grant.blob.hex)
    try await fill(file, grant, progress)
    let path = file.path
    let root = try await EvidenceWorker.shared.run { try file.root() ?? ContentTree(ofFile: path).root }
    guard root == grant.blob else {
      file.discard()
      throw CloudError(
        .ciphertextDiffers, "the file is not the one that the evidence names; the cloud or its disk has changed it")
    }
    try file.commit()
  }

  private func fill(_ file: DownloadFile, _ grant: GrantReply, _ progress: ByteProgress?) async throws {
    var request = CloudRequest("GET", "/v1/blobs/\(grant.blob)?grant=\(grant.grant)")
    var attempts = 5
    while file.byteCount < grant.byteCount {
      let before = file.byteCount
      if before > 0 { request.headers["range"] = "bytes=\(before)-" }
      do {
        let answer = try await transport.send(request) { part in
          guard file.byteCount + part.count <= grant.byteCount else {
            throw CloudError(.ciphertextDiffers, "the cloud served more than it had promised; ask for a new grant")
          }
          try file.append(part)
          progress?(file.byteCount, grant.byteCount)
        }
        _ = try Self.checked(answer)
        if file.byteCount == before { return }
      } catch let error as CloudError where error.isTransient && attempts > 1 {
        if file.byteCount == before { attempts -= 1 }
      }
    }
  }
}
