package import Ethereum

/// What stands in chunk 0 of a sealed file before the films: exact time and place, the records with their signatures and
/// the derivation record.
package struct SealedManifest: Sendable, Hashable {
  /// The most bytes that its text may have, so that it fits chunk 0.
  package static let maximumByteCount = SealedHeader.chunkByteCount - prefixByteCount
  /// Bytes of the length in front of the text.
  static let prefixByteCount = 4

  package let incident: IncidentID
  package let rendition: Rendition
  /// Milliseconds since 1970.
  package let start: Int64
  package let end: Int64
  package let track: [TimedPlace]
  /// In the order in which their bytes follow.
  package let films: [SealedFilm]
  /// Of one device, in order.
  package let records: [SignedRecord]
  /// Present in the protected rendition only.
  package let derivation: SignedDerivation?

  /// - Throws: as ``check()``; `ChainFault`.
  package init(
    incident: IncidentID, rendition: Rendition, start: Int64, end: Int64, track: [TimedPlace], films: [SealedFilm],
    records: [SignedRecord], derivation: SignedDerivation? = nil
  ) throws {
    self.incident = incident
    self.rendition = rendition
    self.start = start
    self.end = end
    self.track = track
    self.films = films
    self.records = records
    self.derivation = derivation
    try check()
  }

  /// The text of chunk 0.
  package var bytes: [UInt8] { Array(json.text.utf8) }

  package var json: JSON {
    var members: [String: JSON] = [
      "version": .integer(1), "incident": .hex(incident.value), "rendition": .string(rendition.description),
      "start": .integer(start), "end": .integer(end), "track": .array(track.map(\.json)),
      "films": .array(films.map(\.json)), "records": .array(records.map { .hex($0.bytes) }),
    ]
    members["derivation"] = derivation?.json
    return .object(members)
  }

  /// Reads what ``bytes`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`, `contradiction`, `ChainFault`.
  package init(parsing bytes: [UInt8]) throws {
    var reader = try ObjectReader(try CanonicalJSON.parse(bytes, of: "the manifest"), of: "the manifest")
    try reader.version(1)
    incident = IncidentID(try reader.hash("incident"))
    rendition = try Rendition(name: try reader.text("rendition"))
    start = try reader.integer("start")
    end = try reader.integer("end")
    track = try reader.array("track", counts: 0...100_000).map { try TimedPlace(json: $0) }
    films = try reader.array("films", counts: 1...3).map { try SealedFilm(json: $0) }
    records = try reader.array("records", counts: 1...10_000).map { json in
      guard let bytes = ObjectReader.bytes(json) else { throw reader.wrong("records") }
      return try SignedRecord(bytes: bytes)
    }
    derivation = try reader.optional("derivation").map { try SignedDerivation(json: $0) }
    try reader.end()
    try check()
  }

  /// Whether the parts fit together: the records are one chain; every original is in it; the derivation record is of this
  /// incident and this film, derived from recorded originals and signed by the device of the records.
  private func check() throws {
    guard start <= end, !films.isEmpty, Set(films.map { $0.name.lowercased() }).count == films.count else {
      throw EvidenceError(.contradiction, "the manifest ends before it starts, or names a film twice or none")
    }
    let chain = try RecordChain(records, start: .anywhere)
    switch rendition {
    case .original:
      guard derivation == nil else {
        throw EvidenceError(.contradiction, "the original rendition was not derived from anything")
      }
      for film in films where chain.index(ofFilm: film.commitment.videoHash) == nil {
        throw EvidenceError(.contradiction, "the film \(film.name) is not the one of any record")
      }
    case .protected:
      guard let derivation, films.count == 1 else {
        throw EvidenceError(.contradiction, "the protected rendition is one film with its derivation record")
      }
      try derivation.check(of: films[0].commitment, incident: incident, chain: chain)
    }
  }
}

extension SignedDerivation {
  /// Whether the record vouches for this film, by the device of these records.
  /// - Throws: `contradiction`, `invalidSignature`.
  package func check(of film: SegmentCommitment, incident: IncidentID, chain: RecordChain) throws {
    guard derivation.incident == incident, derivation.protected == film else {
      throw EvidenceError(.contradiction, "the derivation record is of another incident or another film")
    }
    guard try signer() == chain.device else {
      throw EvidenceError(.invalidSignature, "the derivation record is not signed by the device of the records")
    }
    guard derivation.originals.allSatisfy({ chain.index(ofFilm: $0) != nil }) else {
      throw EvidenceError(.contradiction, "the derivation record names an original that no record has")
    }
  }
}
