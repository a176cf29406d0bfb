internal import Synchronization

/// Filters between whole lengths, made when first needed: a film asks for the same few again in every frame.
final class FilterCache: Sendable {
  enum Kind: Sendable, Hashable { case areaAverage, bilinear }

  private struct Key: Hashable {
    let kind: Kind
    let inputCount: Int
    let outputCount: Int
  }

  /// Bounds the memory of a film with boxes of every size.
  private let keptFilters = 256
  private let filters = Mutex<[Key: BandedFilter]>([:])

  func filter(_ kind: Kind, from inputCount: Int, to outputCount: Int) -> BandedFilter {
    let key = Key(kind: kind, inputCount: inputCount, outputCount: outputCount)
    if let filter = filters.withLock({ $0[key] }) { return filter }
    let filter: BandedFilter =
      switch kind {
      case .areaAverage: .areaAverage(from: inputCount, to: outputCount)
      case .bilinear: .bilinear(from: inputCount, to: outputCount)
      }
    filters.withLock { filters in
      if filters.count >= keptFilters { filters.removeAll() }
      filters[key] = filter
    }
    return filter
  }

  /// A plan that brings an axis from one length to another: by averages when it gets shorter, bilinear when longer.
  func shrinkingPlan(from inputCount: Int, to outputCount: Int) -> AxisPlan {
    if inputCount == outputCount { return AxisPlan() }
    return outputCount < inputCount
      ? AxisPlan(shrink: filter(.areaAverage, from: inputCount, to: outputCount))
      : AxisPlan(core: filter(.bilinear, from: inputCount, to: outputCount))
  }

  /// A bilinear plan for an axis that gets longer while it is written.
  func growingPlan(from inputCount: Int, to outputCount: Int) -> AxisPlan {
    inputCount == outputCount ? AxisPlan() : AxisPlan(expand: filter(.bilinear, from: inputCount, to: outputCount))
  }
}
