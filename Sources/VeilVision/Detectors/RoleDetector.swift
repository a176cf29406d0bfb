internal import VeilMedia

/// Carries out the plan of one role.
struct RoleDetector: Sendable {
  /// What one member of the plan found.
  struct Look: Sendable {
    let member: Int
    let detections: [Detection]
  }

  let plan: DetectionPlan
  /// For each member of the plan its network.
  let networks: [NetworkDetector]
  /// The categories that are handed out.
  let categories: Set<Category>
  /// Lowest final score by category.
  let thresholds: [Category: Double]
  /// The score down to which detections are reported, by category: the threshold or a share of it.
  let lowest: [Category: Double]
  /// Categories whose objects are hidden as a whole, so that nobody looks inside them.
  let covered: Set<Category>
  /// Drops duplicates among members.
  let suppression: NonMaximumSuppression

  /// The categories around whose objects a member wants to look.
  var neededObjects: Set<Category> {
    plan.members.reduce(into: Set()) { needed, member in
      if case .objects(let view) = member.view { needed.formUnion(view.categories) }
    }.subtracting(covered)
  }

  /// Compiles the networks for a film's pictures.
  func prepare(for format: PictureFormat) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (member, network) in zip(plan.members, networks) {
        let region = regions(of: member, in: format)?.first ?? format.bounds
        group.addTask { try await network.prepare(for: region) }
      }
      try await group.waitForAll()
    }
  }

  /// What the members find that need nobody else.
  func looks(at frame: VideoFrame) async throws -> [Look] {
    try await looks(at: frame) { regions(of: $0, in: frame.format) }
  }

  /// What the members find around objects.
  func looks(at frame: VideoFrame, around objects: [Detection]) async throws -> [Look] {
    try await looks(at: frame) { member in
      guard case .objects(let view) = member.view else { return nil }
      return view.regions(around: objects.filter { !covered.contains($0.category) }, in: frame.format)
    }
  }

  /// All looks together.
  func combine(_ looks: [Look], in format: PictureFormat) -> [Detection] {
    let lists = plan.members.indices.map { index in
      (
        weight: plan.members[index].weight ?? 1,
        detections: looks.filter { $0.member == index }.flatMap(\.detections)
      )
    }
    let together: [Detection]
    if let fusion = plan.fusion {
      together = fusion.fuse(lists, groups: suppression.groups)
    } else {
      together = lists.count == 1 ? lists[0].detections : suppression.apply(to: lists.flatMap(\.detections))
    }
    let largest = (plan.maximumArea ?? .infinity) * Double(format.width) * Double(format.height)
    return together.map { plan.smallObjects?.applied(to: $0) ?? $0 }
      .filter { $0.confidence >= lowest[$0.category] ?? 1 && $0.box.area <= largest }
      .filter { plan.largeObjects?.admits($0, in: format) ?? true }
  }

  /// Where a member looks in every picture, or nil if that depends on what others find.
  private func regions(of member: DetectionPlan.Member, in format: PictureFormat) -> [PixelRect]? {
    switch member.view {
    case .frame: [format.bounds]
    case .tiles(let tiling): tiling.tiles(covering: format.bounds, grid: format.grid)
    case .objects: nil
    }
  }

  /// The detections of all regions as one list.
  private func merge(_ found: [TileMerger.Tile], in format: PictureFormat) -> [Detection] {
    found.count == 1
      ? found[0].detections : TileMerger(suppression: suppression).merge(found, covering: format.bounds)
  }

  private func looks(
    at frame: VideoFrame, regions: (DetectionPlan.Member) -> [PixelRect]?
  ) async throws -> [Look] {
    try await withThrowingTaskGroup(of: Look.self) { group in
      for (index, member) in plan.members.enumerated() {
        guard let regions = regions(member), !regions.isEmpty else { continue }
        let network = networks[index]
        group.addTask {
          let found = try await network.detect(in: frame, regions: regions, maximumShare: member.view.maximumShare)
          return Look(member: index, detections: merge(found, in: frame.format))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension DetectionView {
  /// Share of a region's width that a detection may have.
  fileprivate var maximumShare: Double {
    if case .objects(let view) = self { view.maximumShare } else { 1 }
  }
}

extension NetworkDetector {
  /// What is found in each of several regions.
  fileprivate func detect(
    in frame: VideoFrame, regions: [PixelRect], maximumShare: Double
  ) async throws -> [TileMerger.Tile] {
    try await withThrowingTaskGroup(of: (Int, [Detection]).self) { group in
      for (index, region) in regions.enumerated() {
        group.addTask {
          let found = try await detect(in: frame, region: region)
          return (index, found.filter { $0.box.width <= maximumShare * Double(region.width) })
        }
      }
      return try await group.reduce(into: regions.map { TileMerger.Tile(region: $0, detections: []) }) {
        $0[$1.0].detections = $1.1
      }
    }
  }
}

extension PictureFormat {
  /// The whole picture.
  var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }
  /// Steps at which a picture can be cut without cutting chroma samples.
  var grid: Int { 1 << max(chromaShiftX, chromaShiftY) }
}
