import Cryptography
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("The logs' trees")
struct LogTreeTests {
  private static let entries = (0..<5_000).map { Samples.hash("entry \($0)") }

  private static func block(_ number: Int) -> LogBlock {
    LogBlock(entries: Array(entries[number << LogBlock.height..<min(5_000, (number + 1) << LogBlock.height)]))
  }

  @Test("say what a whole tree in memory says, at every kind of size")
  func agreement() throws {
    var (tree, whole) = (LogTree(), RecordLog())
    var sizes = [Int]()
    for (index, entry) in Self.entries.enumerated() {
      _ = tree.append(entry)
      whole.append(entry)
      #expect(tree.root == whole.tree.root)
      if [1, 2, 1_023, 1_024, 1_025, 2_047, 2_048, 3_000, 4_095, 4_096, 4_097, 5_000].contains(index + 1) {
        sizes.append(index + 1)
      }
    }
    for size in sizes {
      let blocks = blocks(tree.needed(sizes: [size]))
      #expect(try tree.root(size: size, blocks) == whole.tree.root(size: size))
      for index in [0, 1, 1_023, 1_024, size / 2, size - 1] where index < size {
        let proof = tree.inclusionProof(
          of: index, size: size, self.blocks(tree.needed(sizes: [size], entries: [index])))
        #expect(try proof == whole.tree.inclusionProof(of: index, size: size))
      }
      for first in sizes where first <= size {
        let proof = tree.consistencyProof(
          from: first, to: size, self.blocks(tree.needed(sizes: [first, size])))
        #expect(try proof == whole.tree.consistencyProof(from: first, size: size))
      }
    }
  }

  private func blocks(_ numbers: Set<Int>) -> LogTree.Blocks {
    Dictionary(uniqueKeysWithValues: numbers.map { ($0, Self.block($0)) })
  }

  @Test("are kept without their entries, which are read where a proof needs them")
  func keeping() async throws {
    let reads = Reads()
    let keeper = try await LogKeeper(.records, key: try Samples.key("cloud")) { first, count in
      await reads.note(count)
      return Array(Self.entries.dropFirst(first).prefix(count))
    }
    let whole = RecordLog(entries: Self.entries)
    await reads.forget()
    for index in [3, 2_000, 4_099] {
      let (root, proof) = try await keeper.inclusion(of: index, size: 4_100)
      #expect(try root == whole.tree.root(size: 4_100))
      #expect(try proof == whole.tree.inclusionProof(of: index, size: 4_100))
    }
    #expect(await reads.counts == [1_024, 1_024])
  }

  private actor Reads {
    var counts = [Int]()
    func note(_ count: Int) { counts.append(count) }
    func forget() { counts = [] }
  }
}
