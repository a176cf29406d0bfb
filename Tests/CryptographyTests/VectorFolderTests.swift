import Testing
import VectorTesting

@Suite("The vector folder", .enabled(if: Vectors.isPresent, Comment(rawValue: Vectors.absence)))
struct VectorFolderTests {
  @Test("names families that no reader knows")
  func unknownFamilies() {
    for family in Vectors.unknownFamilies {
      Issue.record("no reader knows the vector family \(family)", severity: .warning)
    }
  }

  @Test("holds vectors of this room's families", arguments: ["keccak", "umbral", "wycheproof"])
  func isNotEmpty(family: String) {
    #expect(!Vectors.files(family).isEmpty, "the vector family \(family) is empty")
  }
}
