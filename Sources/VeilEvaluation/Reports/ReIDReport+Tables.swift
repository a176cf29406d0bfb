extension ReIDReport {
  /// The tables in the order of a report, empty ones left out.
  package var sections: [ReportSection] {
    [galleries, adversaries, plain, adaptive].filter { !$0.table.rows.isEmpty }
  }

  package var text: String { sections.text(title: title, lines: configuration) }
  package var markdown: String { sections.markdown(title: title, lines: configuration) }

  package var title: String { "Re-ID attack: \(sources.joined(separator: ", "))" }

  private var galleries: ReportSection {
    var table = TextTable([
      "group", "queries", "of identities", "gallery", "of identities", "1/identities", "by gallery",
    ])
    for facts in results.galleries {
      let weighted = results.rows.first { $0.group == facts.group && $0.attack == .plain }?.figures.chance
      table.add([
        facts.group.title, "\(facts.queryImages)", "\(facts.queryIdentities)", "\(facts.galleryImages)",
        "\(facts.galleryIdentities)", Self.share(facts.chance), Self.share(weighted),
      ])
    }
    return ReportSection(caption: "Who is looked for among whom, and the rank-1 of two blind guesses", table: table)
  }

  private var adversaries: ReportSection {
    var table = TextTable(["group", "adversary", "trained for it", "rank-1", "rank-5", "mAP", "counts"])
    for facts in results.adversaries {
      table.add([
        facts.group.title, facts.name, facts.training.words, facts.originals.rank1.text,
        Self.share(facts.originals.rank5.value), Self.share(facts.originals.meanAveragePrecision.value),
        facts.counts ? "yes" : "no",
      ])
    }
    let least = Figure.decimals(ReIDAdversaryFacts.leastRank1, 1)
    return ReportSection(
      caption: "Adversaries on originals, the very picture left out; the failure of one counts from rank-1 \(least)",
      table: table)
  }

  private var plain: ReportSection {
    var table = TextTable([
      "system", "group", "adversary", "thwarting rate", "rank-1", "rank-5", "rank-20", "mAP", "relative drop",
    ])
    for row in results.rows where row.attack == .plain {
      let facts = self.facts(of: row)
      table.add([
        row.system, row.group.title, row.adversary + (facts?.training == .proxy ? " (proxy)" : ""), row.thwarting.text,
        Self.share(row.figures.rank1.value), Self.share(row.figures.rank5.value), Self.share(row.figures.rank20.value),
        Self.share(row.figures.meanAveragePrecision.value), Self.share(relativeDrop(of: row)),
      ])
    }
    return ReportSection(
      caption: "Image-wise thwarting rate, \(ReIDAttack.plain.summary); intervals are 95 %, drawn over identities",
      table: table)
  }

  private var adaptive: ReportSection {
    let others = ReIDAttack.allCases.filter { attack in
      attack != .plain && results.rows.contains { $0.attack == attack }
    }
    var table = TextTable(["system", "group", "adversary"] + ([.plain] + others).map(\.rawValue))
    for row in results.rows where row.attack == .plain {
      let cells = ([.plain] + others).map { attack in
        let rival = results.rows.first {
          $0.system == row.system && $0.group == row.group && $0.attack == attack
            && (attack == .outline || $0.adversary == row.adversary)
        }
        return Self.share(rival?.thwarting.value)
      }
      let proxy = facts(of: row)?.training == .proxy ? " (proxy)" : ""
      table.add([row.system, row.group.title, row.adversary + proxy] + cells)
    }
    return ReportSection(
      caption: "Thwarting rate against adversaries who adapt: "
        + others.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; "),
      table: others.isEmpty ? TextTable([]) : table)
  }

  private func facts(of row: ReIDRow) -> ReIDAdversaryFacts? {
    results.adversaries.first { $0.group == row.group && $0.name == row.adversary }
  }

  /// How much of his rank-1 on originals an adversary loses; what is to be read where he does not count.
  package func relativeDrop(of row: ReIDRow) -> Double? {
    guard let before = facts(of: row)?.originals.rank1.value, before > 0, let after = row.figures.rank1.value else {
      return nil
    }
    return 1 - after / before
  }

  static func share(_ value: Double?) -> String { value.map { Figure.decimals($0, 3) } ?? "–" }
}

extension ReIDAdversaryFacts.Training {
  /// In the words of a table.
  package var words: String {
    switch self {
    case .own: "yes"
    case .proxy: "no (proxy)"
    case .notStated: "not stated"
    }
  }
}
