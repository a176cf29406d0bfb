/// Looks for all queries by all attacks, once everything is described.
struct ReIDScoring {
  let records: [ReIDRecord]
  /// Names of films and data sets.
  let sources: [String]
  let tracks: [TrackRecord]
  let adversaries: [any Describer]
  let systems: [EvaluatedSystem]
  let attacks: Set<ReIDAttack>
  let replicates: Int
  let seed: UInt64

  /// What is looked for, whoever asks.
  private struct Query {
    let identity: Int
    let camera: Int?
    let description: [Float]
    /// Position of the picture that must not be its own answer.
    var own: Int?
  }

  func facts(of group: ObjectGroup) -> ReIDGalleryFacts {
    let gallery = gallery(of: group)
    let identities = Set(gallery.map { records[$0].sighting.identity }).count
    let queries = queries(of: group)
    return ReIDGalleryFacts(
      group: group, queryImages: queries.count,
      queryIdentities: Set(queries.map { records[$0].sighting.identity }).count, galleryImages: gallery.count,
      galleryIdentities: identities, chance: identities > 0 ? 1 / Double(identities) : nil)
  }

  /// How well each adversary does on originals, the very picture left out: what he is worth.
  func adversaryFacts(of group: ObjectGroup) -> [ReIDAdversaryFacts] {
    adversaries.enumerated().map { index, adversary in
      ReIDAdversaryFacts(
        group: group, name: adversary.name, sha256: adversary.sha256,
        training: adversary.identifies == nil ? .notStated : adversary.isProxy(for: group) ? .proxy : .own,
        originals: onOriginals(group, descriptor: index))
    }
  }

  func rows(of group: ObjectGroup) -> [ReIDRow] {
    let order = ReIDAttack.allCases.filter { attacks.contains($0) }
    return systems.indices.flatMap { system in
      order.flatMap { attack -> [ReIDRow] in
        guard attack != .outline else {
          let figures = figures(of: .plain, group, system: system, descriptor: adversaries.count)
          return [row(.outline, group, system, adversary: "outline", figures)]
        }
        return adversaries.indices.map { index in
          row(
            attack, group, system, adversary: adversaries[index].name,
            figures(of: attack, group, system: system, descriptor: index))
        }
      }
    }
  }

  private func row(
    _ attack: ReIDAttack, _ group: ObjectGroup, _ system: Int, adversary: String, _ figures: RetrievalFigures
  ) -> ReIDRow {
    ReIDRow(
      system: systems[system].name, method: systems[system].method, group: group, adversary: adversary, attack: attack,
      figures: figures, thwarting: figures.thwarting,
      sources: attack == .plain ? bySource(group, system: system, adversary: adversary) : nil)
  }

  /// The plain attack by film or data set; each is looked for in the gallery of all.
  private func bySource(_ group: ObjectGroup, system: Int, adversary name: String) -> [ReIDRow.Source]? {
    guard let descriptor = adversaries.firstIndex(where: { $0.name == name }) else { return nil }
    return sources.indices.compactMap { source in
      let own = queries(of: group).filter { records[$0].source == source }.map {
        query($0, records[$0].transformed[system][descriptor], withoutOwn: false)
      }
      let rank1 = score(own, group, replicates: 0) { $0.original[descriptor] }.rank1
      return rank1.value.map { ReIDRow.Source(source: sources[source], queries: own.count, thwarting: 1 - $0) }
    }
  }

  private func onOriginals(_ group: ObjectGroup, descriptor: Int) -> RetrievalFigures {
    score(
      queries(of: group).map { query($0, records[$0].original[descriptor], withoutOwn: true) }, group,
      gallery: { $0.original[descriptor] })
  }

  private func figures(
    of attack: ReIDAttack, _ group: ObjectGroup, system: Int, descriptor: Int
  ) -> RetrievalFigures {
    let original: (ReIDRecord) -> [Float] = { $0.original[descriptor] }
    let changed: (ReIDRecord) -> [Float] = { $0.transformed[system][descriptor] }
    let single = queries(of: group).map {
      query($0, changed(records[$0]), withoutOwn: attack == .sameSystem || attack == .sameRun)
    }
    switch attack {
    case .plain, .outline: return score(single, group, gallery: original)
    case .sameSystem, .sameSystemCopy: return score(single, group) { $0.rival[system][descriptor] }
    case .sameRun: return score(single, group, gallery: changed)
    case .trackAverage: return score(averaged(single), group, gallery: original)
    case .frameAverage:
      let means = tracks.filter { $0.group == group }.map {
        Query(identity: $0.identity, camera: $0.camera, description: $0.descriptions[system][descriptor])
      }
      return score(means, group, gallery: original)
    }
  }

  private func query(_ index: Int, _ description: [Float], withoutOwn: Bool) -> Query {
    let sighting = records[index].sighting
    return Query(
      identity: sighting.identity, camera: sighting.camera, description: description, own: withoutOwn ? index : nil)
  }

  /// One query a track: the mean of its descriptions.
  private func averaged(_ queries: [Query]) -> [Query] {
    struct Track: Hashable {
      let identity: Int
      let camera: Int?
    }
    return Dictionary(grouping: queries) { Track(identity: $0.identity, camera: $0.camera) }
      .sorted { ($0.key.identity, $0.key.camera ?? 0) < ($1.key.identity, $1.key.camera ?? 0) }
      .map { track, queries in
        var sum = [Float](repeating: 0, count: queries[0].description.count)
        for query in queries {
          for (index, value) in query.description.enumerated() { sum[index] += value }
        }
        return Query(identity: track.identity, camera: track.camera, description: sum.normalised)
      }
  }

  private func score(
    _ queries: [Query], _ group: ObjectGroup, replicates: Int? = nil, gallery description: (ReIDRecord) -> [Float]
  ) -> RetrievalFigures {
    let indices = gallery(of: group)
    let matrix = EmbeddingMatrix(indices.map { description(records[$0]) })
    var scorer = RetrievalScorer()
    for query in queries {
      let isRight = indices.map { index -> Bool? in
        let sighting = records[index].sighting
        guard index != query.own else { return nil }
        let isSame = sighting.identity == query.identity
        // The field's protocol: the same camera's pictures of the same identity are neither right nor wrong.
        return isSame && query.camera != nil && query.camera == sighting.camera ? nil : isSame
      }
      if let retrieval = Retrieval(similarities: matrix.similarities(to: query.description), isRight: isRight) {
        scorer.add(retrieval, identity: query.identity)
      }
    }
    return scorer.figures(replicates: replicates ?? self.replicates, seed: seed)
  }

  private func queries(of group: ObjectGroup) -> [Int] {
    records.indices.filter { records[$0].sighting.group == group && records[$0].sighting.isQuery }
  }

  private func gallery(of group: ObjectGroup) -> [Int] {
    records.indices.filter { records[$0].sighting.group == group && records[$0].sighting.isInGallery }
  }
}
