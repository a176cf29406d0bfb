internal import VeilMedia

/// The small picture that a cartoon is drawn in: all planes at one size, in floats.
struct CartoonDrawing {
  let format: PictureFormat
  let encoding: ColourEncoding
  let width: Int
  let height: Int
  let scratch: Scratch
  let planes: [FloatPlane]

  private static let firstPlaneSlot = 2
  private static let firstFilterSlot = 6
  /// Steps between black and white.
  private static let tones: Float = 8
  /// Steps of colour difference.
  private static let hues: Float = 24

  /// Takes the scratch slots from 2 on; 0 and 1 stay free for resampling.
  init(of frame: VideoFrame, width: Int, height: Int, scratch: Scratch) {
    format = frame.format
    encoding = ColourEncoding(frame)
    self.width = width
    self.height = height
    self.scratch = scratch
    planes = format.paintedPlanes.map { scratch.plane(Self.firstPlaneSlot + $0, width: width, height: height) }
  }

  /// Copies a plane that was brought to the drawing's size.
  func keep(_ plane: FloatPlane, as index: Int) {
    for y in 0..<height { planes[index].row(y).update(from: plane.row(y), count: width) }
  }

  /// Turns the picture into flat tones with dark outlines.
  func stylise() {
    let smoothing = KuwaharaFilter(window: 4, firstSlot: Self.firstFilterSlot)
    smoothing.apply(to: planes, scratch: scratch)
    smoothing.apply(to: planes, scratch: scratch)
    let outline = scratch.plane(Self.firstFilterSlot, width: width, height: height)
    trace(planes[0], into: outline)
    for (index, plane) in planes.enumerated() {
      let isChroma = format.isChroma(index)
      for y in 0..<height {
        flatten(plane.row(y), steps: isChroma ? Self.hues : Self.tones)
        if !isChroma { darken(plane.row(y), by: outline.row(y)) }
      }
    }
  }

  /// How much light an outline lets through, from the slope of the smoothed guide: 1 on flat areas, 0.35 on strong
  /// edges.
  private func trace(_ guide: FloatPlane, into outline: FloatPlane) {
    let scale = 1 / Float(format.sampleLimit)
    for y in 0..<height {
      let above = guide.row(max(y - 1, 0))
      let below = guide.row(min(y + 1, height - 1))
      let row = guide.row(y)
      let target = outline.row(y)
      for x in 0..<width {
        let slope = abs(below[x] - above[x]) + abs(row[min(x + 1, width - 1)] - row[max(x - 1, 0)])
        let strength = min(max((slope * scale - 0.08) * 4, 0), 1)
        target[x] = 1 - 0.65 * strength
      }
    }
  }

  /// Rounds to a few values, with a short ramp between them so that noise does not make them flicker.
  private func flatten(_ row: UnsafeMutablePointer<Float>, steps: Float) {
    let scale = steps / Float(format.sampleLimit)
    for x in 0..<width {
      let position = row[x] * scale
      let step = position.rounded(.down)
      let ramp = min(max((position - step - 0.35) / 0.3, 0), 1)
      row[x] = (step + ramp) / scale
    }
  }

  private func darken(_ row: UnsafeMutablePointer<Float>, by light: UnsafeMutablePointer<Float>) {
    let black = format.isRGB ? 0 : Float(encoding.limits(bitDepth: format.bitDepth).black)
    for x in 0..<width { row[x] = black + max(row[x] - black, 0) * light[x] }
  }
}
