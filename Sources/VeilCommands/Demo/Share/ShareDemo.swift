import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilEvidence
import VeilLedger
import VeilMedia

/// All four algorithms of the sharing paper on one real film, between parties that share nothing but the ledger and the
/// cloud's address.
struct ShareDemo: Sendable {
  /// Where the accident is, unless the film itself has positions: near the Brandenburg Gate.
  static let place = GeoPosition(latitude: 52.5163, longitude: 13.3777)

  let system: LocalSystem
  let film: String
  /// Gets the film of the requester and a copy of the protected rendition.
  let output: URL
  let protector: any WindowProtector
  let steps: StepRecorder

  func run() async throws -> ShareResult {
    for contract in system.deployed {
      await steps.add(
        0, contract.isBlueprint ? "blueprint of \(contract.contract.rawValue)" : contract.contract.rawValue,
        contract.address.description, gas: contract.gasUsed, seconds: 0)
    }
    let camera = try CameraPart(self)
    let incident = try await camera.run()
    let found = try await search(incident)
    let request = try await ask(found)
    let opened = try await share(request)
    let protected = camera.copy
    return ShareResult(
      film: film, opened: opened, protected: protected.path,
      isEqual: try Self.isEqual(URL(filePath: opened), protected),
      searchableSeconds: incident.publishedSeconds + found.seconds, protectSeconds: incident.protectSeconds,
      recordedBytes: incident.recordedBytes, steps: await steps.steps)
  }

  // MARK: Algorithm 3

  private struct Found: Sendable {
    let incident: FoundIncident
    let seconds: Double
  }

  private func search(_ published: CameraPart.Published) async throws -> Found {
    let desk = try await system.requesterDesk()
    let (row, column) = (Double(published.place.row), Double(published.place.column))
    let (items, seconds) = try await StepRecorder.timed {
      try await desk.cloud.search(
        EvidenceQuery(
          from: published.impact - 3_600_000, to: published.impact + 3_600_000,
          place: .init(
            latitude: (row + 0.5) / CoarsePlace.cellsPerDegree, longitude: (column + 0.5) / CoarsePlace.cellsPerDegree,
            radius: 10)))
    }
    guard let item = items.first(where: { $0.incident == published.id }) else {
      throw DeskError(.unknown, "the cloud's search does not find the incident; do it again")
    }
    await steps.add(
      3, "search", "found \(items.count) by hour and place, evidence \(item.evidence)", seconds: seconds)
    let hash = item.previews[0]
    let (preview, previewSeconds) = try await StepRecorder.timed { try await desk.cloud.preview(hash) }
    guard Keccak256.hash(preview) == hash else {
      throw DeskError(.contradiction, "the cloud's preview is not the one that the camera signed")
    }
    try Data(preview).write(to: output.appending(path: "preview.jpg"), options: .atomic)
    await steps.add(
      3, "preview", "of the protected film", hash: hash.description, bytes: preview.count, seconds: previewSeconds)
    return Found(incident: item, seconds: seconds)
  }

  private func ask(_ found: Found) async throws -> DeskRequest {
    let desk = try await system.requesterDesk()
    let reward = UInt256(10_000_000_000_000_000)
    let (request, seconds) = try await StepRecorder.timed {
      try await desk.requester.request(
        found.incident.evidence, rendition: .protected, reward: reward, reason: "veilcam demo share")
    }
    let transaction = try await desk.requester.tracked(request.address).stored.transaction.flatMap {
      Hash256(hex: $0)
    }
    try await steps.add(
      3, "request", "\(request.address), reward \(EtherAmount.text(reward))", transaction: transaction,
      seconds: seconds)
    return request
  }

  // MARK: Algorithm 4

  /// - Returns: the film that the requester opened.
  private func share(_ request: DeskRequest) async throws -> String {
    let owner = try await system.ownerDesk()
    let (inbox, inboxSeconds) = try await StepRecorder.timed { try await owner.owner.inbox() }
    guard inbox.contains(where: { $0.request.address == request.address }) else {
      throw DeskError(.unknown, "the owner's desk does not see the request; do it again")
    }
    await steps.add(
      4, "inbox", "\(inbox.count) requests, told apart on the owner's machine", seconds: inboxSeconds)
    let plan = try await owner.owner.funding(request.address)
    let (funded, fundSeconds) = try await StepRecorder.timed {
      try await owner.owner.fund(plan, from: owner.wallet)
    }
    if let funded { await steps.add(4, "fund", "the incident's fresh account", funded, seconds: fundSeconds) }
    try await refuseBeforeApproval(request)
    let (approval, approveSeconds) = try await StepRecorder.timed { try await owner.owner.approve(request.address) }
    await steps.add(4, "approve", "rekey for this request, with the deposit", approval, seconds: approveSeconds)
    let opened = try await redeem(request)
    let (paid, paySeconds) = try await StepRecorder.timed {
      try await owner.owner.withdraw(request.address, to: plan.account)
    }
    await steps.add(4, "withdraw", "reward and deposit, by the owner", paid, seconds: paySeconds)
    return opened
  }

  /// The cloud must not serve anything before the owner has said yes.
  private func refuseBeforeApproval(_ request: DeskRequest) async throws {
    let desk = try await system.requesterDesk()
    do {
      _ = try await desk.cloud.grant(request.address, rendition: .protected, by: desk.wallet)
    } catch {
      return await steps.add(4, "no approval, no film", "the cloud refuses: \(error)", seconds: 0)
    }
    throw DeskError(.contradiction, "the cloud granted the download of a film that nobody has approved")
  }

  private func redeem(_ request: DeskRequest) async throws -> String {
    let desk = try await system.requesterDesk()
    let output = output
    let (redemption, seconds) = try await StepRecorder.timed {
      try await desk.requester.redeem(request.address, into: output.appending(path: "opened").path)
    }
    guard case .opened(let films, let confirmation) = redemption.outcome, let film = films.first else {
      throw DeskError(.contradiction, "the film could not be opened: \(redemption.checks.last?.finding ?? "")")
    }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: film)[.size] as? Int) ?? 0
    let right = redemption.checks.count { $0.outcome == .right }
    let rest = redemption.checks.filter { $0.outcome != .right }.map {
      "; \($0.subject.lowercased()) \($0.outcome): \($0.finding)"
    }
    await steps.add(
      4, "redeem", "downloaded, opened, \(right) of \(redemption.checks.count) checks right\(rest.joined())",
      bytes: bytes, seconds: seconds)
    guard let confirmation else {
      throw DeskError(.contradiction, "the film was opened and not confirmed; see its checks")
    }
    await steps.add(4, "confirm", "by the requester, which pays the owner", confirmation, seconds: 0)
    return film
  }

  private static func isEqual(_ first: URL, _ second: URL) throws -> Bool {
    FileManager.default.contentsEqual(atPath: first.path, andPath: second.path)
  }
}
