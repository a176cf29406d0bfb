import Testing

@testable import VeilEvaluation

@Suite struct ContourFillTests {
  /// A ring of two lines: what is between them is ink, the hole is not.
  @Test func betweenTwoLinesIsInk() {
    let side = 21
    let lines = (0..<side * side).map { index in
      let distance = max(abs(index % side - 10), abs(index / side - 10))
      return distance == 8 || distance == 3
    }
    let ink = ContourFill(width: side, height: side, lines: lines).ink
    for index in ink.indices {
      let distance = max(abs(index % side - 10), abs(index / side - 10))
      #expect(ink[index] == (3...8).contains(distance))
    }
  }

  /// A frame with a gap of one pixel encloses nothing until its lines are thickened.
  @Test func thickLinesCloseGaps() {
    let side = 21
    let lines = (0..<side * side).map { index in
      max(abs(index % side - 10), abs(index / side - 10)) == 6 && index != 4 * side + 10
    }
    let fill = ContourFill(width: side, height: side, lines: lines)
    let middle = 10 * side + 10
    #expect(!fill.ink[middle])
    #expect(fill.thickened.ink[middle])
  }

  @Test func anOpenLineEnclosesNothing() {
    let lines = (0..<100).map { $0 / 10 == 5 && $0 % 10 < 8 }
    #expect(ContourFill(width: 10, height: 10, lines: lines).ink == lines)
  }

  @Test(arguments: [("AB3", 3), ("AB", 2), ("", 0), ("XXXXXXX", 0), ("A73", 2), ("AB33", 2)])
  func accuracyByHand(reading: String, letters: Int) {
    #expect(abs(CharacterAccuracy.value(of: reading, text: "AB3") - Double(letters) / 3) < 1e-12)
  }

  @Test func theBestReadingCounts() {
    var tally = PlateTally()
    tally.add(["", "ACE"], text: "ACE", other: "FHJ")
    tally.add(["AC"], text: "ACEF", other: "ACHJ")
    let figures = tally.figures(height: 16, EdgePicture(kind: .edges, kernel: 5))
    #expect(figures.plates == 2 && figures.read == 1)
    #expect(figures.accuracy == 0.75 && figures.chance == 0.25)
  }
}
