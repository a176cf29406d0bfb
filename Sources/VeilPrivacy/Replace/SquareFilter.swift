/// The largest or smallest value in a square around every pixel; what lies beyond the border does not count.
enum SquareFilter {
  static func maximum<Value: FixedWidthInteger>(
    _ values: [Value], width: Int, height: Int, radius: Int
  ) -> [Value] {
    guard radius > 0, width > 0, height > 0 else { return values }
    return columns(rows(values, width, height, radius), width, height, radius)
  }

  static func minimum<Value: FixedWidthInteger>(
    _ values: [Value], width: Int, height: Int, radius: Int
  ) -> [Value] {
    maximum(values.map { ~$0 }, width: width, height: height, radius: radius).map { ~$0 }
  }

  private static func rows<Value: FixedWidthInteger>(
    _ values: [Value], _ width: Int, _ height: Int, _ radius: Int
  ) -> [Value] {
    var result = values
    values.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for shift in -min(radius, width - 1)...min(radius, width - 1) {
            for x in max(0, -shift)..<min(width, width - shift) {
              target[y * width + x] = max(target[y * width + x], source[y * width + x + shift])
            }
          }
        }
      }
    }
    return result
  }

  private static func columns<Value: FixedWidthInteger>(
    _ values: [Value], _ width: Int, _ height: Int, _ radius: Int
  ) -> [Value] {
    var result = values
    values.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for row in max(0, y - radius)...min(height - 1, y + radius) {
            for x in 0..<width { target[y * width + x] = max(target[y * width + x], source[row * width + x]) }
          }
        }
      }
    }
    return result
  }
}
