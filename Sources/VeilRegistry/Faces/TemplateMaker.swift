internal import Crypto
internal import Cryptography
internal import Foundation

/// Keyed random projection to bits: bit i is the side of a secret hyperplane on which the embedding lies (Charikar 2002,
/// "Similarity estimation techniques from rounding algorithms"), so that the share of differing bits is the angle over π.
/// The planes' coefficients are ±1 (Achlioptas 2003), drawn from HMAC-SHA-256 in counter mode under a subkey of the
/// registry's key. Cancelable in the sense of Ratha, Connell and Bolle 2001: another key, other planes.
package struct TemplateMaker: Sendable {
  private let key: SecretBytes

  package init(key: RegistryKey) throws {
    self.key = try key.subkey("veilcam.registry.template.v1")
  }

  /// The template of an embedding.
  package func template(of embedding: FaceEmbedding) -> FaceTemplate {
    let code = key.withUnsafeBytes { SymmetricKey(data: $0) }
    var words = [UInt64](repeating: 0, count: FaceTemplate.wordCount)
    for bit in 0..<FaceTemplate.bitCount where side(bit, embedding, code) {
      words[bit / 64] |= 1 << UInt64(bit % 64)
    }
    return FaceTemplate(words: words)
  }

  /// Whether the embedding lies on the plane's upper side.
  private func side(_ bit: Int, _ embedding: FaceEmbedding, _ code: SymmetricKey) -> Bool {
    var sum: Float = 0
    for block in stride(from: 0, to: embedding.values.count, by: 256) {
      // Networks have planes of their own: their numbers mean different things.
      let message = "\(embedding.embedder)/\(embedding.values.count)/\(bit)/\(block)"
      let signs = Array(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: code))
      for index in block..<min(block + 256, embedding.values.count) {
        let isUp = signs[(index - block) / 8] >> UInt8(index % 8) & 1 == 1
        sum += isUp ? embedding.values[index] : -embedding.values[index]
      }
    }
    return sum > 0
  }
}
