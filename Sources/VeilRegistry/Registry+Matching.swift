internal import Cryptography

extension Registry {
  /// Gets ready to recognise faces of one network: all templates in memory.
  package func matcher(embedder: String, threshold: MatchThreshold) throws -> FaceMatcher {
    var indices: [UInt32: TemplateIndex] = [:]
    for stored in try store.templates(embedder: embedder) {
      indices[stored.epoch, default: TemplateIndex()].add(stored.template, subject: Int(stored.row))
    }
    var lanes: [FaceMatcher.Lane] = []
    for key in keys {
      guard let index = indices[key.epoch] else { continue }
      lanes.append(FaceMatcher.Lane(maker: try TemplateMaker(key: key), index: index))
    }
    return FaceMatcher(embedder: embedder, threshold: threshold, lanes: lanes)
  }

  /// Opens the record that a sure match names, with a line in the audit log.
  /// - Throws: as ``show(_:purpose:)``; `notAuthorised` under the two-person rule, since nobody can agree to who will be
  ///   met in a film.
  package func matched(_ match: FaceMatcher.Match, purpose: AuditPurpose) async throws -> FoundRecord {
    guard try !hasTwoPersonRule else {
      throw RegistryError(.notAuthorised, "under the two-person rule nobody is recognised in films")
    }
    let record = try store.record(row: Int64(match.person.row))
    try note(.match, purpose, [record.id])
    return try await shown(record)
  }

  /// Notes that a rendition was made in which these records' subjects are hidden less.
  package func noteRendition(_ records: [RecordID], purpose: AuditPurpose) throws {
    try note(.render, purpose, records)
  }
}
