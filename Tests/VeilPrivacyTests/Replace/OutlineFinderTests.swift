import Testing
import VeilMedia

@testable import VeilPrivacy

@Suite struct OutlineFinderTests {
  private static let side = 64

  /// A dark figure on a bright street under a mask that is too stout by five pixels: the outline is the figure's.
  @Test func theOutlineLiesOnTheEdgeOfThePicture() {
    let figure = PixelRect(x: 24, y: 12, width: 16, height: 40)
    let content = PixelRect(x: 8, y: 0, width: 48, height: 64)
    let outline = outline(figure, rough: figure.grown(by: 5), content: content)
    #expect(Self.differing(outline, Self.filled(figure)) <= 24)
    #expect(Self.differing(Self.filled(figure.grown(by: 5)), Self.filled(figure)) > 600)
  }

  /// On a side where the picture ends the figure goes on, on the others the box has a rim of background.
  @Test func aFigureThatThePictureCutsReachesItsBorder() {
    let figure = PixelRect(x: 24, y: 20, width: 16, height: 44)
    let content = PixelRect(x: 8, y: 0, width: 48, height: 64)
    let cut = outline(figure, rough: figure.grown(by: 3), content: content, cut: .bottom)
    #expect(cut[63 * Self.side + 32] == 1)
    let whole = outline(figure, rough: figure.grown(by: 3), content: content)
    #expect((0..<Self.side).allSatisfy { whole[63 * Self.side + $0] == 0 })
  }

  @Test func nothingLiesOutsideOfTheBoxAndCrumbsAreLeftOut() {
    let figure = PixelRect(x: 24, y: 12, width: 16, height: 40)
    let content = PixelRect(x: 20, y: 10, width: 30, height: 44)
    var rough = Self.filled(figure.grown(by: 2))
    for y in 44..<47 { for x in 45..<48 { rough[y * Self.side + x] = 1 } }
    let outline = OutlineFinder(side: Self.side).outline(
      of: rough, image: Self.picture(figure)[...], InstanceBatch.Facts(content: content))
    #expect(zip(outline, Self.filled(content)).allSatisfy { $0 <= $1 })
    #expect(outline[45 * Self.side + 46] == 0 && outline[30 * Self.side + 32] == 1)
  }

  /// A picture without any edge gives some outline inside the mask, and not nothing.
  @Test func anEvenPictureStillHasAnOutline() {
    let figure = PixelRect(x: 20, y: 10, width: 24, height: 44)
    let outline = OutlineFinder(side: Self.side).outline(
      of: Self.filled(figure), image: [Float](repeating: 0.5, count: 3 * Self.side * Self.side)[...],
      InstanceBatch.Facts(content: PixelRect(x: 8, y: 0, width: 48, height: 64)))
    #expect(outline.contains(1))
  }

  @Test func anInscribedShapeIsRoundAndGoesOnBeyondACutSide() {
    let content = PixelRect(x: 16, y: 0, width: 32, height: 64)
    let whole = InscribedShape.outline(in: content, side: Self.side, cut: [])
    #expect(whole[0 * Self.side + 17] == 0 && whole[32 * Self.side + 32] == 1 && whole[63 * Self.side + 32] == 0)
    let cut = InscribedShape.outline(in: content, side: Self.side, cut: .bottom)
    #expect(cut[63 * Self.side + 18] == 1 && cut[1 * Self.side + 17] == 0)
    let one = InscribedShape.outline(in: PixelRect(x: 3, y: 3, width: 1, height: 1), side: Self.side, cut: [])
    #expect(one[3 * Self.side + 3] == 1)
  }

  private func outline(
    _ figure: PixelRect, rough: PixelRect, content: PixelRect, cut: CutSides = []
  ) -> [Float] {
    OutlineFinder(side: Self.side).outline(
      of: zip(Self.filled(rough), Self.filled(content)).map { $0 * $1 }, image: Self.picture(figure)[...],
      InstanceBatch.Facts(content: content, cutSides: cut))
  }

  private static func picture(_ figure: PixelRect) -> [Float] {
    let plane = filled(figure).map { 0.7 - 0.5 * $0 }
    return plane + plane + plane
  }

  private static func filled(_ area: PixelRect) -> [Float] {
    (0..<side * side).map { index in
      let (x, y) = (index % side, index / side)
      return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height ? 1 : 0
    }
  }

  private static func differing(_ first: [Float], _ second: [Float]) -> Int {
    zip(first, second).count { $0 != $1 }
  }
}

extension PixelRect {
  fileprivate func grown(by pixels: Int) -> PixelRect {
    PixelRect(x: x - pixels, y: y - pixels, width: width + 2 * pixels, height: height + 2 * pixels)
  }
}
