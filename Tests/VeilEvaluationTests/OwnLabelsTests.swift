import Foundation
import Testing
import VeilEvaluation
import VeilVision

/// The labels in `docs/labels` are what their description says.
@Suite struct OwnLabelsTests {
  @Test func facesOfPeople() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let labels = try FilmLabels(contentsOf: root.appending(path: "docs/labels/people-faces.csv"))
    #expect(labels.frames == Array(stride(from: 0, through: 300, by: 15)))
    #expect(labels.groups == [.face])
    let faces = labels.frames.flatMap { labels.labels(of: $0, width: 1920, height: 1080)?.objects ?? [] }
    #expect(faces.count == 59)
    #expect(Set(faces.compactMap(\.track)).count == 7)
    #expect(faces.count { $0.box.height > 12 } == 52)
    #expect(faces.allSatisfy { $0.box.x >= 0 && $0.box.y >= 0 && $0.box.maxX <= 1920 && $0.box.maxY <= 1080 })
    #expect(faces.map(\.box.height).max() == 37)
  }
}
