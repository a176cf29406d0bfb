package import Cryptography
internal import Foundation
package import VeilCloudAPI
package import VeilEvidence

/// A cloud over HTTP.
package struct CloudClientLink: CloudLink {
  private let client: CloudClient
  private let attestor: (any DeviceAttestor)?

  package init(_ client: CloudClient, attestor: (any DeviceAttestor)? = nil) {
    self.client = client
    self.attestor = attestor
  }

  package func enrol(_ key: SecretKey) async throws {
    let attestation = try await attestor?.attest(key.address)
    try await translated {
      _ = try await client.enrol(
        key, attestation: attestation.map { .init(format: $0.format, statement: HexBytes($0.statement)) })
    }
  }

  package func handOver(
    _ statement: DeviceChain.HandOver, recordCount: UInt32, by key: SecretKey
  ) async throws {
    try await translated { _ = try await client.handOver(statement, recordCount: recordCount, by: key) }
  }

  package func submit(_ records: [SignedRecord]) async throws -> (answers: [RecordAnswer], gaps: [RecordGap]) {
    let reply = try await translated { try await client.submit(records) }
    guard reply.items.count == records.count else {
      throw AgentError(.unreachable, "the cloud's answer is not understood; check the address and both versions")
    }
    let answers = reply.items.map { item in
      RecordAnswer(
        receipt: item.receipt.map { String(decoding: $0.bytes, as: UTF8.self) },
        fault: item.state == .refused ? item.message ?? item.fault?.rawValue ?? "refused" : nil)
    }
    let gaps = reply.gaps.filter { $0.first <= $0.last }.map {
      RecordGap(device: $0.device, numbers: $0.first...$0.last)
    }
    return (answers, gaps)
  }

  package func submit(_ binding: SignedBinding, _ claim: SignedPlaceClaim) async throws -> IncidentAnswer {
    Self.answer(try await translated { try await client.submit(binding, claim) })
  }

  package func upload(
    _ rendition: Rendition, of incident: IncidentID, file: String, by key: SecretKey
  ) async throws {
    try await translated { _ = try await client.upload(rendition, of: incident, file: file, by: key) }
  }

  package func uploadPreview(_ index: Int, of incident: IncidentID, file: String, by key: SecretKey) async throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    try await translated { _ = try await client.uploadPreview(index, of: incident, file: bytes, by: key) }
  }

  package func state(of incident: IncidentID) async throws -> IncidentAnswer {
    Self.answer(try await translated { try await client.incident(incident) })
  }

  package func submitFeatures(_ contribution: [UInt8], of incident: IncidentID, by key: SecretKey) async throws {
    try await translated { _ = try await client.submitFeatures(contribution, of: incident, by: key) }
  }

  private static func answer(_ reply: IncidentReply) -> IncidentAnswer {
    let state: IncidentAnswer.State =
      switch reply.state {
      case .verified: .verified
      case .refused:
        .refused(reply.checks.first { $0.isPassed == false }?.detail ?? reply.refusal?.rawValue ?? "no reason given")
      case .received, .deployed: .pending
      }
    return IncidentAnswer(state: state, evidence: reply.evidence)
  }

  private func translated<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as CloudError {
      let mayPass = error.isTransient || [.clockSkew, .badRange, .ciphertextDiffers].contains(error.code)
      throw AgentError(mayPass ? .unreachable : .refused, error.message)
    }
  }
}
