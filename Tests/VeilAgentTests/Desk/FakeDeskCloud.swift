import Cryptography
import Foundation
import Synchronization
import Umbral
import VeilCloudAPI
import VeilEvidence

@testable import VeilAgent

/// A cloud in memory that serves blobs only to those whose request the ledger says was approved.
final class FakeDeskCloud: SharingCloud {
  /// What it does when it is asked to re-encrypt.
  enum Proxy: Equatable {
    case honest, refusing, unreachable, lying, babbling
    case forging([UInt8])
  }

  struct State {
    var proxy = Proxy.honest
    /// Answers nothing about incidents and grants.
    var isAway = false
    var incidents: [FakeIncident] = []
    /// Serves this instead of every blob.
    var swapped: [UInt8]?
    /// Breaks the next transfer off after so many bytes.
    var breaksAfter: Int?
    var served = 0
    var verdicts: [Address: IncidentVerdict] = [:]
  }

  let ledger: any SharingLedger
  let state = Mutex(State())

  init(_ ledger: any SharingLedger) { self.ledger = ledger }

  func take(_ incident: FakeIncident) { state.withLock { $0.incidents.append(incident) } }

  func search(_ query: EvidenceQuery) async throws -> [FoundIncident] {
    state.withLock { $0.incidents }.map(Self.found)
  }

  func incident(_ incident: IncidentID) async throws -> FoundIncident {
    try answer()
    guard let match = state.withLock({ $0.incidents.first { $0.evidence.incident == incident } }) else {
      throw DeskError(.unknown, "the cloud does not know this incident")
    }
    return Self.found(match)
  }

  private static func found(_ incident: FakeIncident) -> FoundIncident {
    FoundIncident(
      incident: incident.evidence.incident, evidence: incident.evidence.address, status: .verified,
      place: incident.claim.claim.place, claim: incident.claim, previews: incident.evidence.binding.previews)
  }

  func preview(_ hash: Hash256) async throws -> [UInt8] {
    guard let bytes = state.withLock({ $0.incidents.compactMap { $0.previews[hash] }.first }) else {
      throw DeskError(.unknown, "no such preview")
    }
    return bytes
  }

  func reencrypt(_ request: Address, by account: SecretKey) async throws -> [UInt8] {
    let proxy = state.withLock { $0.proxy }
    switch proxy {
    case .refusing: throw DeskError(.refused, "the cloud re-encrypts nothing")
    case .unreachable: throw DeskError(.unreachable, "the cloud cannot be reached")
    case .babbling: return [0x91, 0x00]
    case .forging(let fragment): return fragment
    case .honest, .lying:
      let found = try await ledger.request(at: request)
      let evidence = try await ledger.evidence(at: found.evidence)
      let capsule = evidence.binding.sealed(found.rendition).capsule
      // The liar takes another capsule of the same owner.
      let other = try Capsule.encapsulate(to: evidence.binding.sealed(found.rendition).publicKey).capsule
      return try VerifiedKeyFrag(trusting: try RekeyReader.read(found.approval?.keyFrag ?? []))
        .reencrypt(proxy == .honest ? capsule : other).capsuleFrag.messagePack
    }
  }

  private func answer() throws {
    guard state.withLock({ !$0.isAway }) else { throw DeskError(.unreachable, "the cloud cannot be reached") }
  }

  func grant(_ request: Address, rendition: Rendition, by account: SecretKey) async throws -> DownloadGrant {
    try answer()
    let found = try await ledger.request(at: request)
    guard found.requester == account.address, [.approved, .settled].contains(found.state) else {
      throw DeskError(.refused, "no grant before the approval, and to nobody else")
    }
    return DownloadGrant(token: "grant", expires: .max)
  }

  func say(_ verdict: IncidentVerdict, of request: Address, by account: SecretKey) async throws {
    try answer()
    let found = try await ledger.request(at: request)
    let owner = try await ledger.evidence(at: found.evidence).owner
    guard [owner, found.requester].contains(account.address) else { throw DeskError(.refused, "somebody else's film") }
    state.withLock { $0.verdicts[account.address] = verdict }
  }

  func download(
    _ blob: Hash256, grant: DownloadGrant, from offset: Int,
    body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int {
    let (path, swapped, limit) = state.withLock { state in
      defer { state.breaksAfter = nil }
      return (state.incidents.compactMap { $0.blobs[blob] }.first, state.swapped, state.breaksAfter)
    }
    guard let path else { throw DeskError(.unknown, "no such blob") }
    let bytes = try swapped ?? Array(Data(contentsOf: URL(filePath: path)))
    var at = offset
    while at < bytes.count {
      if let limit, at - offset >= limit { throw DeskError(.unreachable, "the line broke") }
      let part = Array(bytes[at..<min(bytes.count, at + 4_096)])
      try body(part, bytes.count)
      at += part.count
      state.withLock { $0.served += part.count }
    }
    return bytes.count
  }
}
