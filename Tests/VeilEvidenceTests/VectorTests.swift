import Cryptography
import Ethereum
import Foundation
import Testing
import VectorTesting

@testable import VeilEvidence

@Suite("Published vectors")
struct VectorTests {
  /// `VEILCAM_RECORD_VECTORS=1` writes the file anew; the run then fails, so that nobody forgets to look at it.
  @Test("docs/vectors/evidence.json is what the formats give")
  func published() throws {
    let made = try EvidenceVectors().json()
    if ProcessInfo.processInfo.environment["VEILCAM_RECORD_VECTORS"] == "1" {
      let value = try JSONSerialization.jsonObject(with: Data(made.text.utf8))
      let text = try JSONSerialization.data(
        withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      try (text + Data("\n".utf8)).write(to: URL(filePath: EvidenceVectors.path))
      Issue.record("the vectors were written anew; look at the difference and run again")
    }
    let published = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: EvidenceVectors.path))))
    let members = try #require(made.object)
    #expect(published.object?.keys.sorted() == members.keys.sorted())
    for (name, value) in members { #expect(published[name] == value, "\(name)") }
  }

  private struct Question: Encodable { let vectors: String }

  private struct Answer: Decodable {
    let checked: Int
    let wrong: [String]
  }

  @Test(
    "another implementation, written from docs/formats.md, agrees",
    .enabled(if: TestPython.has("eth_account") && TestPython.has("Crypto"), "\(TestPython.absence)"))
  func independent() throws {
    let answer: Answer = try TestPython.ask("evidence_oracle.py", Question(vectors: EvidenceVectors.path))
    #expect(answer.wrong.isEmpty, "\(answer.wrong)")
    #expect(answer.checked >= 76)
  }
}
