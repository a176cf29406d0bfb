import VeilTesting
import Cryptography
import Foundation
import Testing
import VeilCloudAPI
import VeilEvidence

@testable import VeilCloud

extension World {
  /// An enrolled camera whose records are stored.
  func camera(_ name: String = "camera", records: Int = 3) async throws -> Camera {
    var camera = try Camera(name)
    try camera.record(records)
    _ = try await client.enrol(camera.key)
    let reply = try await client.submit(camera.records)
    #expect(reply.items.allSatisfy { $0.state != .refused })
    return camera
  }

  /// Hands an incident in and uploads everything.
  @discardableResult
  func publish(_ incident: Incident, by key: SecretKey) async throws -> IncidentReply {
    let (binding, claim) = try incident.signed(by: key, in: self)
    _ = try await client.submit(binding, claim)
    return try await upload(incident, by: key)
  }

  @discardableResult
  func upload(_ incident: Incident, by key: SecretKey) async throws -> IncidentReply {
    for rendition in Rendition.allCases {
      let bytes = try #require(incident.sealed[rendition])
      let path = try folder.write(bytes, to: "\(incident.id.value.hex)-\(rendition)")
      _ = try await client.upload(rendition, of: incident.id, file: path, by: key)
    }
    for (index, preview) in incident.previews.enumerated() {
      _ = try await client.uploadPreview(index, of: incident.id, file: preview, by: key)
    }
    return try await client.incident(incident.id)
  }

  /// A request contract in a state.
  func request(
    _ name: String, for evidence: Address, by requester: SecretKey, _ phase: ChainRequest.Phase,
    rendition: Rendition = .protected
  ) async throws -> Address {
    let address = try #require(Address(Samples.hash("request \(name)").bytes.prefix(20)))
    await chain.setRequest(
      ChainRequest(phase: phase, evidence: evidence, requester: requester.address, rendition: rendition), at: address)
    return address
  }

  /// All of the audit log as text.
  func auditText() async throws -> String {
    try await client.logEntries(.audit, from: 0, count: 1_000).entries.compactMap(\.text).joined(separator: "\n")
  }

  /// Sends a request as it is.
  func send(_ request: CloudRequest) async throws -> CloudAnswer { try await transport.send(request) }

  /// The code of an answer of failure.
  func code(_ answer: CloudAnswer) -> String? {
    try? JSONDecoder().decode(CloudErrorReply.self, from: Data(answer.body)).error.code
  }
}

/// Expects that work is refused for a reason.
func expectRefusal<Value>(
  _ code: CloudErrorCode, sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> Value
) async {
  do {
    _ = try await work()
    Issue.record("it was not refused", sourceLocation: sourceLocation)
  } catch let error as CloudError {
    #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
  } catch {
    Issue.record("another error: \(error)", sourceLocation: sourceLocation)
  }
}
