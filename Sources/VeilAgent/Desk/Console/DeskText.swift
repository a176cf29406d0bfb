import Cryptography
import Foundation
import VeilConsole
import VeilEvidence

/// How the desk's pages write times, places, names and states.
enum DeskText {
  /// `2026-05-06 07:08 UTC` of milliseconds since 1970.
  static func time(_ milliseconds: Int64) -> String {
    let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeZone: .gmt)
      .year().month().day().time(includingFractionalSeconds: false)
    return String(Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(style).prefix(16)) + " UTC"
  }

  /// `0x1234abcd…5678`.
  static func short(_ text: some CustomStringConvertible) -> String {
    let text = text.description
    return text.count > 18 ? "\(text.prefix(10))…\(text.suffix(6))" : text
  }

  /// The hour of a bucket.
  static func hour(_ place: CoarsePlace) -> String {
    let start = Int64(place.bucket) * CoarsePlace.secondsPerBucket * 1_000
    return "\(time(start).dropLast(4)) – \(time(start + 3_600_000).dropFirst(11))"
  }

  /// The south-west corner of a cell.
  static func cell(_ place: CoarsePlace) -> String {
    func degrees(_ value: Int32, _ positive: String, _ negative: String) -> String {
      String(format: "%.2f° %@", abs(Double(value)) / CoarsePlace.cellsPerDegree, value < 0 ? negative : positive)
    }
    return "near \(degrees(place.row, "N", "S")), \(degrees(place.column, "E", "W"))"
  }

  static func badge(_ state: DeskRequest.State) -> Badge {
    switch state {
    case .requested: Badge("waiting for the owner", .wait)
    case .approved: Badge("approved", .info)
    case .settled: Badge("settled", .good)
    case .denied: Badge("denied", .bad)
    case .cancelled: Badge("taken back", .plain)
    case .disputed: Badge("disputed", .bad)
    }
  }

  static func badge(_ status: DeskEvidence.Status) -> Badge {
    switch status {
    case .pending: Badge("being checked", .wait)
    case .verified: Badge("verified", .good)
    case .refused: Badge("refused", .bad)
    }
  }

  static func steps(_ state: DeskRequest.State) -> [Step] {
    switch state {
    case .requested:
      [Step("Requested", .done), Step("Owner answers", .now), Step("Film", .ahead), Step("Settled", .ahead)]
    case .approved: [Step("Requested", .done), Step("Approved", .done), Step("Film", .now), Step("Settled", .ahead)]
    case .settled: [Step("Requested", .done), Step("Approved", .done), Step("Film", .done), Step("Settled", .done)]
    case .denied: [Step("Requested", .done), Step("Denied", .stopped)]
    case .cancelled: [Step("Requested", .done), Step("Taken back", .stopped)]
    case .disputed: [Step("Requested", .done), Step("Approved", .done), Step("Disputed", .stopped)]
    }
  }

  static func facts(_ request: DeskRequest) -> [Fact] {
    var facts = [
      Fact("Request contract", hash: request.address.description),
      Fact("Evidence contract", hash: request.evidence.description),
      Fact("Requester", hash: request.requester.description), Fact("Rendition", request.rendition.description),
      Fact("Reward", EtherAmount.text(request.reward)),
      Fact("Requester's key", hash: Hex.encode(request.publicKey.compressed, prefix: true)),
      Fact("Owner can answer until", time(request.approveBy * 1_000)),
    ]
    if !request.reason.isEmpty { facts.append(Fact("Reason", request.reason)) }
    if let approval = request.approval {
      facts.append(Fact("Deposit", EtherAmount.text(approval.deposit)))
      facts.append(Fact("Disputes until", time(approval.confirmBy * 1_000)))
    }
    return facts
  }

  static func checks(_ checks: [DeskCheck]) -> [Check] {
    checks.map { Check($0.subject, $0.outcome == .right ? .right : $0.outcome == .wrong ? .wrong : .open, $0.finding) }
  }

  static let captions = ["First picture", "Impact", "Last picture"]

  static func previews(_ hashes: [Hash256]) -> [EvidencePage.Preview] {
    zip(hashes, captions).map { EvidencePage.Preview(path: "/previews/\($0.hex)", caption: $1) }
  }
}
