/// How much of what must be hidden the padded boxes hide, by pixel, and how much else.
struct CoverageScore: Sendable {
  private let classes: [String]
  private var covered: [Ratio]
  private var all = Ratio()
  private var hidden = Ratio()

  init(classes: [String]) {
    self.classes = classes
    covered = Array(repeating: Ratio(), count: classes.count)
  }

  /// Adds a picture.
  /// - Parameter mask: the union of the padded boxes.
  mutating func add(_ mask: PixelMask, over pixels: PixelClasses, weights: [UInt8]) {
    guard pixels.codes.count == mask.pixels.count else { return }
    var labelled = [Int](repeating: 0, count: 256)
    var hiddenByCode = labelled
    for index in pixels.codes.indices {
      labelled[Int(pixels.codes[index])] += 1
      hiddenByCode[Int(pixels.codes[index])] += Int(mask.pixels[index])
    }
    for index in classes.indices {
      covered[index].add(Double(hiddenByCode[index]), over: Double(labelled[index]), weights: weights)
    }
    let wanted = Double(labelled[..<classes.count].reduce(0, +))
    let found = Double(hiddenByCode[..<classes.count].reduce(0, +))
    all.add(found, over: wanted, weights: weights)
    hidden.add(found + Double(hiddenByCode[Int(PixelClasses.background)]), over: wanted, weights: weights)
  }

  var figures: CoverageFigures {
    CoverageFigures(
      byClass: zip(classes, covered).map { CoverageFigures.Class(name: $0, covered: $1.figure) },
      covered: all.figure, hiddenOverLabelled: hidden.figure)
  }
}
