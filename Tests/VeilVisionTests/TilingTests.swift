import Testing
import VeilMedia
import VeilVision

@Suite struct TilingTests {
  static let tilings = [
    Tiling(tile: PictureSize(width: 640, height: 480), overlap: 64),
    Tiling(tile: PictureSize(width: 320, height: 320), overlap: 101),
    Tiling(tile: PictureSize(width: 33, height: 500), overlap: 400),
  ]
  static let regions = [
    PixelRect(x: 0, y: 0, width: 1920, height: 1080), PixelRect(x: 0, y: 0, width: 641, height: 479),
    PixelRect(x: 10, y: 20, width: 1441, height: 731), PixelRect(x: 0, y: 0, width: 5, height: 5),
  ]

  @Test(arguments: tilings, regions)
  func everySmallObjectIsWholeInSomeTile(tiling: Tiling, region: PixelRect) {
    for grid in [1, 2, 4] { expectCoverage(of: region, by: tiling, grid: grid) }
  }

  private func expectCoverage(of region: PixelRect, by tiling: Tiling, grid: Int) {
    let tiles = tiling.tiles(covering: region, grid: grid)
    for tile in tiles {
      #expect((tile.x - region.x) % grid == 0 && (tile.y - region.y) % grid == 0)
      #expect(tile.width <= tiling.tile.width && tile.height <= tiling.tile.height)
      #expect(tile.x >= region.x && tile.x + tile.width <= region.x + region.width)
      #expect(tile.y >= region.y && tile.y + tile.height <= region.y + region.height)
    }
    let side = (
      min(tiling.overlap, tiling.tile.width / 2, region.width),
      min(tiling.overlap, tiling.tile.height / 2, region.height)
    )
    for x in stride(from: region.x, through: region.x + region.width - side.0, by: 7) {
      for y in stride(from: region.y, through: region.y + region.height - side.1, by: 7) {
        #expect(
          tiles.contains {
            $0.x <= x && $0.y <= y && $0.x + $0.width >= x + side.0 && $0.y + $0.height >= y + side.1
          })
      }
    }
  }

  @Test func aPictureOfATilesSizeIsOneTile() {
    let region = PixelRect(x: 0, y: 0, width: 640, height: 480)
    #expect(Self.tilings[0].tiles(covering: region) == [region])
  }
}

@Suite struct TileMergerTests {
  static let region = PixelRect(x: 0, y: 0, width: 1000, height: 400)
  static let left = PixelRect(x: 0, y: 0, width: 540, height: 400)
  static let right = PixelRect(x: 460, y: 0, width: 540, height: 400)
  static let merger = TileMerger(suppression: NonMaximumSuppression(iou: 0.5))

  private static func merge(_ tiles: [(PixelRect, [Detection])]) -> [Detection] {
    merger.merge(tiles.map { TileMerger.Tile(region: $0, detections: $1) }, covering: region)
  }

  private func car(_ x: Double, _ width: Double, _ confidence: Double = 0.8) -> Detection {
    Detection(category: .car, confidence: confidence, box: Box(x: x, y: 100, width: width, height: 60))
  }

  @Test func aCutPieceLosesAgainstTheWhole() {
    let merged = Self.merge(
      [(Self.left, [car(450, 80, 0.6)]), (Self.right, [car(460, 70, 0.9)])])
    #expect(merged == [car(450, 80, 0.6)])
  }

  @Test func twoCutHalvesBecomeTheirUnion() {
    let merged = Self.merge(
      [(Self.left, [car(400, 140, 0.6)]), (Self.right, [car(460, 150, 0.9)])])
    #expect(merged == [car(400, 210, 0.9)])
  }

  @Test func duplicatesInTheOverlapBecomeOne() {
    let merged = Self.merge(
      [(Self.left, [car(470, 50, 0.6)]), (Self.right, [car(471, 50, 0.9)])])
    #expect(merged == [car(471, 50, 0.9)])
  }

  @Test func objectsAtThePicturesOwnEdgesAreWhole() {
    let found = [car(0, 50), car(950, 50)]
    let merged = Self.merge([(Self.left, [found[0]]), (Self.right, [found[1]])])
    #expect(Set(merged) == Set(found))
  }

  @Test func neighboursStayApart() {
    let merged = Self.merge(
      [(Self.left, [car(400, 139)]), (Self.right, [car(540, 60)])])
    #expect(merged.count == 2)
  }
}

@Suite struct BoxFusionTests {
  private func person(_ x: Double, _ confidence: Double) -> Detection {
    Detection(category: .person, confidence: confidence, box: Box(x: x, y: 0, width: 20, height: 50))
  }

  @Test func boxesThatAgreeAreAveragedByScore() {
    let fused = BoxFusion(iou: 0.5)
      .fuse([(1, [person(0, 0.9)]), (1, [person(4, 0.3)])], groups: [])
    #expect(fused.count == 1)
    #expect(abs(fused[0].box.x - 1) < 1e-12 && abs(fused[0].confidence - 0.6) < 1e-12)
  }

  @Test func aBoxThatOneNetworkSeesLosesScore() {
    let fused = BoxFusion(iou: 0.5).fuse([(3, [person(0, 0.8)]), (1, [person(100, 0.8)])], groups: [])
    #expect(fused.map(\.box.x) == [0, 100])
    #expect(abs(fused[0].confidence - 0.6) < 1e-12 && abs(fused[1].confidence - 0.2) < 1e-12)
  }

  @Test func aClusterHasOneBoxOfEachNetwork() {
    let fused = BoxFusion(iou: 0.5)
      .fuse([(1, [person(0, 0.9)]), (1, [person(1, 0.5), person(2, 0.4)])], groups: [])
    #expect(fused.count == 2)
    #expect(BoxFusion(iou: 0.5).fuse([], groups: []) == [])
  }
}
