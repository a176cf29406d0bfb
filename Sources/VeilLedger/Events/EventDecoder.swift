internal import Cryptography
internal import Ethereum
internal import VeilEvidence

/// Reads logs as events of our contracts.
struct EventDecoder: Sendable {
  /// Who may announce an event.
  enum Source: Sendable, Hashable {
    case fixed(Address)
    /// Any child of the factory of requests, or of the one of evidence; to be asked for at the factory.
    case anyRequest, anyEvidence
  }

  private struct Entry: Sendable {
    let kind: LedgerEvent.Kind
    let event: ABIEvent
    let source: Source
  }

  private let description: LedgerDescription
  private let entries: [Hash256: Entry]

  init(contracts: VeilContracts, description: LedgerDescription) throws {
    self.description = description
    let table: [(LedgerEvent.Kind, ContractName, String, Source)] = [
      (.evidenceCreated, .evidenceFactory, "EvidenceCreated", .fixed(description.evidenceFactory)),
      (.evidenceVerified, .searchContract, "EvidenceVerified", .fixed(description.search)),
      (.evidenceRefused, .evidenceContract, "Refused", .anyEvidence),
      (.requestCreated, .requestFactory, "RequestCreated", .fixed(description.requestFactory)),
      (.requested, .responseContract, "Requested", .fixed(description.responses)),
      (.announced, .requestContract, "Announced", .anyRequest), (.approved, .requestContract, "Approved", .anyRequest),
      (.denied, .requestContract, "Denied", .anyRequest), (.cancelled, .requestContract, "Cancelled", .anyRequest),
      (.settled, .requestContract, "Settled", .anyRequest), (.disputed, .requestContract, "Disputed", .anyRequest),
      (.withdrawn, .requestContract, "Withdrawn", .anyRequest),
      (.anchored, .anchor, "Anchored", .fixed(description.anchor)),
    ]
    var entries = [Hash256: Entry]()
    for (kind, contract, name, source) in table {
      let event = try contracts.event(name, of: contract)
      entries[event.topic] = Entry(kind: kind, event: event, source: source)
    }
    self.entries = entries
  }

  /// The logs that may be events of these kinds.
  func filter(_ kinds: Set<LedgerEvent.Kind>) -> LogFilter {
    let wanted = entries.values.filter { kinds.contains($0.kind) }
    var addresses = Set<Address>()
    for case .fixed(let address) in wanted.map(\.source) { addresses.insert(address) }
    let areFixed = wanted.allSatisfy { if case .fixed = $0.source { true } else { false } }
    return LogFilter(
      addresses: areFixed ? addresses.sorted() : [], topics: [wanted.map(\.event.topic).sorted()])
  }

  /// Who must have announced a log for it to be an event of ours; nil if it is none.
  func source(of log: Log) -> Source? {
    guard let topic = log.topics.first, let entry = entries[topic] else { return nil }
    if case .fixed(let address) = entry.source, address != log.address { return nil }
    return entry.source
  }

  /// The event of a log. Whether the contract is a child of the factory is for the caller to find out.
  func event(_ log: Log) -> LedgerEvent? {
    guard source(of: log) != nil, let entry = log.topics.first.flatMap({ entries[$0] }),
      let fields = try? log.decoded(as: entry.event)
    else { return nil }
    let values = fields.compactMap(\.value)
    guard values.count == fields.count else { return nil }
    return EventReader(description: description, emitter: log.address, values: values).event(entry.kind)
  }

  func located(_ log: Log) -> LocatedEvent? {
    event(log).map {
      LocatedEvent(
        event: $0, block: log.blockNumber, blockHash: log.blockHash, transaction: log.transactionHash,
        index: log.index)
    }
  }
}
