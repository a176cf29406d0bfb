import Cryptography
import Foundation
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

  @Test("holds vectors of some family")
  func isNotEmpty() {
    #expect(Vectors.families.contains { !Vectors.files($0).isEmpty }, "no vectors in \(Vectors.folder.path)")
  }

  @Test("SHAKE, by which some vectors are hashed, gives the known answers of nothing")
  func shake() {
    #expect(
      Hex.encode(SHAKE(rate: 168).hash([])) == "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    #expect(
      Hex.encode(SHAKE(rate: 136).hash([])) == "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f")
  }
}
