internal import Cryptography

/// What a network makes of a face: numbers whose angles tell faces apart. Its text never shows them.
package struct FaceEmbedding: Sendable, Hashable {
  package static let counts = 16...4096

  /// Of length 1.
  package let values: [Float]
  /// SHA-256 of the network's file, or its name: embeddings of different networks say nothing of each other.
  package let embedder: String

  /// - Throws: ``RegistryError`` `unusableFace` for numbers that are none, too few or all zero.
  package init(_ values: [Float], embedder: String) throws(RegistryError) {
    let length = values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard Self.counts.contains(values.count), length.isFinite, length > 1e-6 else {
      throw RegistryError(.unusableFace, "the network's answer is no embedding; use another model or photograph")
    }
    self.values = values.map { Float(Double($0) / length) }
    self.embedder = embedder
  }

  /// The cosine of the angle to another one.
  package func similarity(to other: FaceEmbedding) -> Double {
    guard embedder == other.embedder, values.count == other.values.count else { return 0 }
    return zip(values, other.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// The numbers' bits, four bytes each, as records keep them.
  var hex: String {
    Hex.encode(values.flatMap { value in withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) } })
  }

  init(hex: String, embedder: String) throws {
    let bytes = try Hex.decode(hex)
    let values = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
    try self.init(values, embedder: embedder)
  }
}

extension FaceEmbedding: CustomStringConvertible, CustomReflectable {
  package var description: String { "FaceEmbedding(\(values.count) numbers)" }
  package var customMirror: Mirror { Mirror(self, children: ["count": values.count]) }
}
