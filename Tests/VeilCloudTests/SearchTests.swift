import Cryptography
import Testing
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilCloud

@Suite("The search index")
struct SearchTests {
  private static func filled(_ count: Int) async throws -> (TemporaryFolder, SQLiteStore, [IndexedEvidence]) {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path("cloud.sqlite"))
    var random = SplitMix64(seed: 5)
    let evidence = (0..<count).map { number in
      IndexedEvidence(
        incident: Samples.hash("incident \(number)"),
        evidence: Address(Samples.hash("evidence \(number)").bytes.prefix(20)) ?? .zero,
        place: CoarsePlace(
          row: Int32.random(in: -60...60, using: &random), column: Int32.random(in: -60...60, using: &random),
          bucket: UInt32.random(in: 0...50, using: &random)),
        previews: (0..<3).map { Samples.hash("preview \(number) \($0)") })
    }
    try await store.indexMany(evidence)
    return (folder, store, evidence)
  }

  @Test(
    "finds exactly what lies in the cells and hours, page by page, the latest first",
    arguments: [
      SearchArea.everywhere, .cells(rows: 3...3, columns: -4 ... -4), .cells(rows: -3...3, columns: -3...3),
      .cells(rows: -20...31, columns: -17...16), .cells(rows: -60...60, columns: 15...17),
    ])
  func pages(area: SearchArea) async throws {
    let (folder, store, evidence) = try await Self.filled(4_000)
    let buckets: ClosedRange<UInt32> = 10...40
    let wanted = evidence.filter { item in
      guard buckets.contains(item.place.bucket) else { return false }
      guard case .cells(let rows, let columns) = area else { return true }
      return rows.contains(item.place.row) && columns.contains(item.place.column)
    }
    var (found, position) = ([FoundEvidence](), SearchPosition?.none)
    repeat {
      let page = try await store.find(area, buckets: buckets, before: position, limit: 70)
      found += page
      position = page.count == 70 ? page.last?.position : nil
    } while position != nil
    #expect(Set(found.map(\.evidence)) == Set(wanted))
    #expect(found.count == wanted.count, "\(folder.names)")
    #expect(found.map(\.position.bucket) == found.map(\.position.bucket).sorted(by: >))
  }

  @Test("a circle takes in its cells near the poles and the ends of the map too")
  func circles() {
    for (latitude, longitude) in [(52.5, 13.4), (-33.9, 151.2), (89.9, 0), (-90, 180), (0, -180)] {
      guard
        case .cells(let rows, let columns) = SearchArea(latitude: latitude, longitude: longitude, radius: 20_000)
      else {
        Issue.record("no cells")
        continue
      }
      #expect(rows.contains(Int32((latitude * 20).rounded(.down))))
      #expect(columns.contains(min(3_600, Int32((longitude * 20).rounded(.down)))))
      #expect(rows.count <= 10)
    }
  }
}
