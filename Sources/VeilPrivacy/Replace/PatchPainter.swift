internal import VeilMedia

/// Paints patches into a picture, in order: F·M + I·(1 − M) (inspire section V-B), where I is what lies there already.
struct PatchPainter: PlanePainter {
  let format: PictureFormat
  let patches: [InstancePatch]
  private let conversion: RGBConversion

  init(format: PictureFormat, encoding: ColourEncoding, patches: [InstancePatch]) {
    self.format = format
    self.patches = patches
    conversion = RGBConversion(encoding, bitDepth: format.bitDepth)
  }

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for patch in patches {
      if format.isChroma(plane) && format.paintedPlanes.count >= 3 {
        paintChroma(plane, patch, onto: target)
      } else {
        paintFull(plane, patch, onto: target)
      }
    }
  }

  /// Planes with a sample for every pixel that are not colour difference.
  private func paintFull<Sample: FixedWidthInteger & UnsignedInteger>(
    _ plane: Int, _ patch: InstancePatch, onto target: Plane<Sample>
  ) {
    let region = patch.region
    let area = region.area
    // Planes of RGB are green, blue, red.
    let channel = format.isRGB ? [1, 2, 0][plane] : nil
    let scale = Float(format.sampleLimit) / 255
    for y in 0..<region.height {
      let row = target.row(region.y + y) + region.x
      for x in 0..<region.width {
        let pixel = y * region.width + x
        let share = patch.shares[pixel]
        guard share > 0 else { continue }
        let value =
          channel.map { patch.colours[$0 * area + pixel] * scale }
          ?? conversion.luma(
            red: patch.colours[pixel], green: patch.colours[area + pixel], blue: patch.colours[2 * area + pixel])
        row[x] = sample(value * share + Float(row[x]) * (1 - share))
      }
    }
  }

  /// Colour difference: a sample takes the mean of the paint of its pixels, by the mean of their shares.
  private func paintChroma<Sample: FixedWidthInteger & UnsignedInteger>(
    _ plane: Int, _ patch: InstancePatch, onto target: Plane<Sample>
  ) {
    let region = patch.region
    let area = region.area
    let (shiftX, shiftY) = (format.chromaShiftX, format.chromaShiftY)
    for row in region.y >> shiftY...(region.y + region.height - 1) >> shiftY {
      let rows = max(row << shiftY, region.y)..<min((row + 1) << shiftY, region.y + region.height)
      let samples = target.row(row)
      for column in region.x >> shiftX...(region.x + region.width - 1) >> shiftX {
        let columns = max(column << shiftX, region.x)..<min((column + 1) << shiftX, region.x + region.width)
        var (sum, weight): (Float, Float) = (0, 0)
        for y in rows {
          for x in columns {
            let pixel = (y - region.y) * region.width + x - region.x
            let own = patch.shares[pixel]
            guard own > 0 else { continue }
            let chroma = conversion.chroma(
              red: patch.colours[pixel], green: patch.colours[area + pixel], blue: patch.colours[2 * area + pixel])
            sum += own * (plane == 1 ? chroma.blue : chroma.red)
            weight += own
          }
        }
        guard weight > 0 else { continue }
        let share = weight / Float(rows.count * columns.count)
        samples[column] = sample(sum / weight * share + Float(samples[column]) * (1 - share))
      }
    }
  }

  @inline(__always)
  private func sample<Sample: FixedWidthInteger & UnsignedInteger>(_ value: Float) -> Sample {
    Sample(truncatingIfNeeded: Int(min(max(value + 0.5, 0), Float(format.sampleLimit))))
  }
}
