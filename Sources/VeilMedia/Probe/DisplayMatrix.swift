internal import CFFmpeg

/// How a player turns and mirrors the pictures of a stream (ISO/IEC 14496-12 §6.2.2).
struct DisplayMatrix {
  /// 3 × 3 fixed-point numbers in row order.
  let values: [Int32]

  /// The matrix among a stream's side data, if there is one.
  init?(_ stream: UnsafeMutablePointer<AVStream>) {
    var size = 0
    guard let bytes = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size), size >= 36 else { return nil }
    values = UnsafeRawBufferPointer(start: bytes, count: 36).withMemoryRebound(to: Int32.self) { Array($0) }
  }

  init(values: [Int32]) { self.values = values }

  var isMirrored: Bool {
    guard values.count == 9 else { return false }
    let (a, b, c, d) = (Double(values[0]), Double(values[1]), Double(values[3]), Double(values[4]))
    return a * d - b * c < 0
  }

  /// Degrees clockwise in 0..<360.
  var rotation: Double {
    guard values.count == 9 else { return 0 }
    var upright = values
    if isMirrored { av_display_matrix_flip(&upright, 1, 0) }
    let anticlockwise = av_display_rotation_get(upright)
    guard anticlockwise.isFinite else { return 0 }
    let clockwise = (-anticlockwise).rounded().truncatingRemainder(dividingBy: 360)
    return clockwise < 0 ? clockwise + 360 : clockwise
  }
}
