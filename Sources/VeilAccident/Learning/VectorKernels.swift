/// Inner loops of learning, on plain memory.
enum VectorKernels {
  /// The sum of products of two vectors of the same length.
  static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
    var sums = SIMD16<Float>.zero
    let (a, b) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
    var index = 0
    while index + 16 <= count {
      let offset = index * MemoryLayout<Float>.stride
      sums +=
        a.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        * b.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
      index += 16
    }
    var sum = sums.sum()
    while index < count {
      sum += left[index] * right[index]
      index += 1
    }
    return sum
  }

  /// Adds a multiple of a vector to another one.
  static func add(
    _ factor: Float, times source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for index in 0..<count { target[index] += factor * source[index] }
  }
}
