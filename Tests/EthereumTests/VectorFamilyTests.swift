import Ethereum
import Testing

/// Whether the folder of vectors holds what the other suites read, so that none of them passes by reading nothing.
@Suite(.enabled(if: Vectors.exists, Vectors.absence)) struct VectorFamilyTests {
  @Test func somethingIsThere() {
    let files = Vectors.Family.allCases.map { ($0, Vectors.files($0).count) }
    for (family, count) in files where count == 0 { print("vectors: the family \(family.rawValue) is empty") }
    for path in Vectors.unknown { print("vectors: no reader knows the family of \(path)") }
    #expect(files.contains { $0.1 > 0 }, "no vectors of any known family in \(Vectors.root)")
  }

  @Test(arguments: Vectors.Family.allCases) func filesAreNotEmpty(_ family: Vectors.Family) throws {
    for path in Vectors.files(family) {
      let json = try Vectors.read(path)
      #expect((json.object?.count ?? json.array?.count ?? 0) > 0, "the file \(path) contains no vectors")
    }
  }
}
