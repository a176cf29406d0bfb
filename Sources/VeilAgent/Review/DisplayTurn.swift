internal import VeilMedia
internal import VeilVision

/// How a player turns a stream's pictures. Boxes lie in the coded picture; the editor shows both as a player does.
struct DisplayTurn: Sendable {
  let rotator: FrameRotator
  /// Pixels of the coded picture.
  private let width: Double
  private let height: Double

  /// - Parameter degreesClockwise: the rotation that a player applies.
  init(width: Int, height: Int, degreesClockwise: Int) {
    rotator = FrameRotator(degreesClockwise: degreesClockwise)
    (self.width, self.height) = (Double(width), Double(height))
  }

  /// Pixels of the picture as it is shown.
  var shownSize: (width: Int, height: Int) {
    rotator.quarterTurns % 2 == 0 ? (Int(width), Int(height)) : (Int(height), Int(width))
  }

  /// Where a box of the coded picture is shown.
  func shown(_ box: Box) -> Box {
    let size = shownSize
    // Turning on to a whole circle undoes the turn.
    let back = FrameRotator(degreesClockwise: 90 * (4 - rotator.quarterTurns))
    return turned(box, by: back, width: Double(size.width), height: Double(size.height))
  }

  /// Where a box as it is shown lies in the coded picture.
  func coded(_ box: Box) -> Box { turned(box, by: rotator, width: width, height: height) }

  private func turned(_ box: Box, by rotator: FrameRotator, width: Double, height: Double) -> Box {
    let turned = rotator.coded(
      x: box.x, y: box.y, width: box.width, height: box.height, codedWidth: width, codedHeight: height)
    return Box(x: turned.x, y: turned.y, width: turned.width, height: turned.height)
  }
}

extension DisplayTurn {
  init(_ video: VideoInfo) {
    self.init(width: video.width, height: video.height, degreesClockwise: Int(video.rotation.rounded()))
  }
}
