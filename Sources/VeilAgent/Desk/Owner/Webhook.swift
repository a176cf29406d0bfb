internal import Cryptography
package import Ethereum
internal import Foundation
internal import VeilEvidence

/// Tells an address of the owner's choice that there is a new request: one POST of JSON a request, tried again with the
/// next look until it is accepted. It carries nothing secret and nothing that is not on the ledger.
package struct Webhook: Sendable {
  private let transport: any Transport

  package init(transport: any Transport) { self.transport = transport }

  /// - Throws: `invalidSetting` for anything but `http` and `https`.
  package init(address: String) throws {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host != nil else {
      throw DeskError(.invalidSetting, "a webhook is an address that begins with https:// or http://")
    }
    transport = URLSessionTransport(url: url)
  }

  /// - Throws: `unreachable` unless the answer is a success.
  package func tell(_ item: InboxItem) async throws {
    let body: JSON = [
      "event": "veilcam.request", "request": .string(item.request.address.description),
      "evidence": .string(item.evidence.address.description), "incident": .string(item.evidence.incident.description),
      "rendition": .string(item.request.rendition.description), "reward": .string(item.request.reward.description),
      "reason": .string(item.request.reason), "approveBy": .integer(item.request.approveBy),
    ]
    let reply = try await transport.send(Array(body.text.utf8))
    guard (200..<300).contains(reply.status) else {
      throw DeskError(.unreachable, "the webhook answered with status \(reply.status); look at its log")
    }
  }
}

extension Owner {
  /// Tells the webhook of every open request that it was not told of. A request counts as told only when the webhook
  /// has accepted it.
  /// - Returns: how many it was told of.
  package func notify(_ webhook: Webhook) async throws -> Int {
    var count = 0
    for item in try await inbox() where item.request.state == .requested {
      guard try !store.isNotified(item.request.address.description) else { continue }
      try await webhook.tell(item)
      try store.setNotified(item.request.address.description, at: now())
      count += 1
    }
    return count
  }
}
