import Testing
import VeilMedia

@testable import VeilPrivacy

@Suite struct PixelateProtectionTests {
  static let regions = [
    PixelRect(x: 0, y: 0, width: 200, height: 120), PixelRect(x: 21, y: 13, width: 97, height: 31),
    PixelRect(x: 7, y: 3, width: 12, height: 50), PixelRect(x: 199, y: 119, width: 1, height: 1),
    PixelRect(x: 90, y: 90, width: 7, height: 5),
  ]

  @Test(arguments: ["gray", "yuv420p", "yuv422p", "yuv440p", "yuv444p", "yuv420p10le", "gbrp", "gray16le"])
  func everyCellIsTheAverageOfWhatItCovers(format: String) async throws {
    let original = try TestFrame.noise(format, width: 200, height: 120)
    let picture = original.frame.format
    for region in Self.regions {
      let result = try await original.protected(by: try PixelateProtection(), [region])
      let grown = try #require(picture.grownToChromaGrid(region))
      for cell in CellGrid(region: grown, format: picture, cells: 6, minimumCell: 4).cells {
        for plane in picture.paintedPlanes {
          let rect = picture.samples(of: cell, inPlane: plane)
          let mean = Int((try original.plane(plane).cropped(to: rect).mean + 0.5).rounded(.down))
          #expect(try result.plane(plane).cropped(to: rect).samples.allSatisfy { Int($0) == mean })
        }
      }
    }
  }

  @Test(arguments: 1...6, ["gray", "yuv420p", "yuv410p"])
  func cellsTileTheRegionWithoutThinRests(cells: Int, format: String) throws {
    let picture = try PictureFormat(width: 4000, height: 3000, pixelFormatName: format)
    for width in [1, 2, 3, 5, 8, 13, 47, 100, 359, 1001, 4000] {
      for height in [1, 4, 9, 33, 250, 3000] {
        let region = PixelRect(x: 0, y: 0, width: width, height: height)
        let grown = try #require(picture.grownToChromaGrid(region))
        let grid = CellGrid(region: grown, format: picture, cells: cells, minimumCell: 4)
        #expect(max(grid.columns.count, grid.rows.count) - 1 <= cells)
        #expect(grid.columns.first == grown.x && grid.columns.last == grown.x + grown.width)
        #expect(grid.rows.last == grown.y + grown.height)
        #expect(grid.cells.reduce(0) { $0 + $1.area } == grown.area)
        let narrowest = grid.cells.map(\.width).min() ?? 0
        #expect(narrowest >= min(grown.width, 4) - 3 && narrowest * 2 >= min(grown.width, 4))
      }
    }
  }

  @Test(arguments: [0, 7, -1]) func moreThanSixCellsAreRefused(cells: Int) {
    #expect(throws: ProtectionError.self) { try PixelateProtection(cells: cells) }
  }
}
