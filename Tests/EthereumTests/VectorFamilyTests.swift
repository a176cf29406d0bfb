import Ethereum
import Testing
import VectorTesting

/// Whether the folder of vectors holds what the other suites read, so that none of them passes by reading nothing.
@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct VectorFamilyTests {
  @Test func somethingIsThere() {
    let files = EthereumVectors.Family.allCases.map { ($0, EthereumVectors.files($0).count) }
    for (family, count) in files where count == 0 { print("vectors: the family \(family.rawValue) is empty") }
    for path in EthereumVectors.unknown { print("vectors: no reader knows the family of \(path)") }
    #expect(
      EthereumVectors.Family.allCases.contains { !EthereumVectors.foreign($0).isEmpty },
      "no vectors of any known family in \(EthereumVectors.root)")
  }

  @Test(arguments: EthereumVectors.Family.allCases) func filesAreNotEmpty(_ family: EthereumVectors.Family) throws {
    for path in EthereumVectors.files(family) {
      let json = try EthereumVectors.read(path)
      #expect((json.object?.count ?? json.array?.count ?? 0) > 0, "the file \(path) contains no vectors")
    }
  }
}
