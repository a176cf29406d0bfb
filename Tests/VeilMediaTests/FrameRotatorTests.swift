import Testing
import VeilMedia

@Suite struct FrameRotatorTests {
  /// A grey picture whose sample at (x, y) is `10 * y + x`.
  private func picture(width: Int, height: Int) throws -> VideoFrame {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: "gray")
    var canvas = try FrameCanvas(
      format, at: Timestamp(ticks: 7, base: TimeBase(numerator: 1, denominator: 25)))
    try canvas.withPlane(0, as: UInt8.self) { plane in
      for y in 0..<height { for x in 0..<width { plane.row(y)[x] = UInt8(10 * y + x) } }
    }
    return try canvas.finish()
  }

  @Test(arguments: [0, 90, 180, 270, -90])
  func uprightPictureAndItsInverseGeometryAgree(degrees: Int) throws {
    let frame = try picture(width: 5, height: 3)
    let rotator = FrameRotator(degreesClockwise: degrees)
    let upright = try rotator.upright(frame)
    #expect(upright.timestamp.ticks == 7)
    try upright.withPlane(0, as: UInt8.self) { plane in
      for y in 0..<plane.height {
        for x in 0..<plane.width {
          let coded = rotator.coded(
            x: Double(x), y: Double(y), width: 1, height: 1, codedWidth: 5, codedHeight: 3)
          #expect(plane.row(y)[x] == UInt8(10 * Int(coded.y) + Int(coded.x)))
        }
      }
    }
  }

  @Test func quarterTurnClockwiseBringsTheLeftEdgeUp() throws {
    let upright = try FrameRotator(degreesClockwise: 90).upright(picture(width: 2, height: 3))
    #expect(upright.format.width == 3 && upright.format.height == 2)
    try upright.withPlane(0, as: UInt8.self) { plane in
      #expect((0..<3).map { plane.row(0)[$0] } == [20, 10, 0])
    }
  }
}
