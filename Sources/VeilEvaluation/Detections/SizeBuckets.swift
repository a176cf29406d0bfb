/// The classes of object height, in pixels, by which recall and precision are listed.
package struct SizeBuckets: Sendable, Hashable {
  /// Lower bounds, ascending, the first 0.
  package let bounds: [Double]
  /// Objects taller than this count for the headline.
  package let headline: Double

  package init(bounds: [Double], headline: Double) {
    self.bounds = bounds
    self.headline = headline
  }

  /// Plates and faces are small, and are found at smaller sizes than people and cars.
  package init(for group: ObjectGroup) {
    switch group {
    case .vehicle, .person, .twoWheeler: self.init(bounds: [0, 16, 32, 64, 128], headline: 32)
    case .face, .plate: self.init(bounds: [0, 12, 16, 32, 64], headline: 12)
    }
  }

  /// The bucket of a height: the last whose lower bound is not above it.
  package func index(of height: Double) -> Int { max(0, (bounds.firstIndex { $0 > height } ?? bounds.count) - 1) }

  /// "16–32", "128+".
  package func name(_ index: Int) -> String {
    let low = Int(bounds[index])
    return index + 1 < bounds.count ? "\(low)–\(Int(bounds[index + 1]))" : "\(low)+"
  }
}
