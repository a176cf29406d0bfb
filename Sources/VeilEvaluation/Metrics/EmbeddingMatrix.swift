/// Descriptions of many pictures, compared with one at a time.
struct EmbeddingMatrix: Sendable {
  private var values: [Float] = []
  private var width = 0
  private(set) var count = 0

  /// - Precondition: all rows are of one length.
  init(_ rows: some Sequence<[Float]>) {
    for row in rows {
      precondition(count == 0 || row.count == width, "descriptions of different networks")
      width = row.count
      values.append(contentsOf: row)
      count += 1
    }
  }

  /// Cosines of the angles between unit vectors.
  func similarities(to query: [Float]) -> [Float] {
    precondition(count == 0 || query.count == width, "descriptions of different networks")
    return values.withUnsafeBytes { rows in
      query.withUnsafeBytes { query in
        (0..<count).map { Self.dot(rows, at: $0 * width * 4, query, count: width) }
      }
    }
  }

  /// Eight sums side by side: adding in order would keep the processor waiting.
  private static func dot(
    _ rows: UnsafeRawBufferPointer, at offset: Int, _ query: UnsafeRawBufferPointer, count: Int
  ) -> Float {
    var sums = SIMD8<Float>()
    let whole = count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      sums +=
        rows.loadUnaligned(fromByteOffset: offset + 4 * index, as: SIMD8<Float>.self)
        * query.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
    }
    var sum = sums.sum()
    for index in whole..<count {
      sum +=
        rows.loadUnaligned(fromByteOffset: offset + 4 * index, as: Float.self)
        * query.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
    }
    return sum
  }
}
