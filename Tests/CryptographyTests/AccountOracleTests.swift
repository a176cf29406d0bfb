import Cryptography
import Testing
import VectorTesting

@Suite(
  "Against eth-account", .enabled(if: TestPython.has("eth_account"), Comment(rawValue: TestPython.absence)))
struct AccountOracleTests {
  private struct Question: Codable {
    let secret, message, signature: String
  }

  private struct Answer: Codable, Equatable {
    let address, publicKey, hash, signature, recovered: String
  }

  @Test("random keys and messages give the same addresses, hashes and signatures")
  func agree() throws {
    var questions: [Question] = []
    var expected: [Answer] = []
    for length in [0, 1, 32, 96, 135, 136, 137, 1_000, 5_000] + (0..<16).map({ _ in Int.random(in: 0..<600) }) {
      let key = try SecretKey.generate()
      let message = RandomBytes.make(length)
      let hash = Keccak256.hash(message)
      let signature = Hex.encode(try key.sign(hash).bytes)
      let secret = key.withUnsafeBytes { Hex.encode($0) }
      questions.append(Question(secret: secret, message: Hex.encode(message), signature: signature))
      expected.append(
        Answer(
          address: key.address.description, publicKey: Hex.encode(key.publicKey.compressed), hash: hash.hex,
          signature: signature, recovered: key.address.description))
    }
    #expect(try TestPython.ask("account_oracle.py", questions, for: [Answer].self) == expected)
  }
}
