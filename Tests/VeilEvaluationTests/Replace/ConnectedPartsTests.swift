import Testing
import VeilMedia

@testable import VeilEvaluation

@Suite struct ConnectedPartsTests {
  /// Two squares that touch at a corner are one, a third is apart, and four pixels are nobody.
  @Test func partsTouchAtCorners() {
    let (width, height) = (20, 12)
    var codes = [UInt8](repeating: 9, count: width * height)
    func fill(_ x: Int, _ y: Int, _ side: Int, _ code: UInt8) {
      for row in y..<y + side { for column in x..<x + side { codes[row * width + column] = code } }
    }
    fill(1, 1, 4, 0)
    fill(5, 5, 4, 0)
    fill(12, 1, 4, 0)
    fill(12, 8, 2, 0)
    fill(0, 6, 4, 1)
    let parts = ConnectedParts(width: width, height: height, codes: codes)
    let vehicles = parts.instances(of: 0, group: .vehicle)
    #expect(
      vehicles.map(\.box) == [PixelRect(x: 1, y: 1, width: 8, height: 8), PixelRect(x: 12, y: 1, width: 4, height: 4)])
    #expect(vehicles.map(\.area) == [32, 16])
    #expect(vehicles[0].pixels.prefix(8) == [true, true, true, true, false, false, false, false])
    #expect(parts.instances(of: 1, group: .person).map(\.box) == [PixelRect(x: 0, y: 6, width: 4, height: 4)])
    #expect(parts.instances(of: 2, group: .person).isEmpty)
  }

  @Test(arguments: [
    (24, 8, LabelledInstance.Size.measured), (23, 23, .small), (24, 7, .small), (30, 4, .small),
  ])
  func whatIsSmallStandsApart(width: Int, height: Int, size: LabelledInstance.Size) {
    let box = PixelRect(x: 0, y: 0, width: width, height: height)
    let pixels = [Bool](repeating: true, count: box.area)
    #expect(LabelledInstance(group: .person, box: box, pixels: pixels).size == size)
  }

  @Test func pixelsOfAnotherRectangle() {
    let instance = LabelledInstance(
      group: .person, box: PixelRect(x: 2, y: 2, width: 2, height: 2), pixels: [true, false, false, true])
    #expect(
      instance.pixels(in: PixelRect(x: 1, y: 2, width: 3, height: 2)) == [false, true, false, false, false, true])
    #expect(instance.pixels(in: PixelRect(x: 9, y: 9, width: 1, height: 1)) == [false])
  }
}
