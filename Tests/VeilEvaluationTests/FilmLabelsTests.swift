import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@Suite struct FilmLabelsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theTable() throws {
    try folder.write(
      """
      frame,track,x,y,width,height,kind
      0,3,10,20,8,9,frontal
      0,,1,2,3,4,ignore
      15,3,11,20,8,9,profile
      30,4,1,1,5,5,person
      45,,1,1,5,5,ignore
      """, to: "faces.csv")
    let labels = try FilmLabels(contentsOf: folder.url.appending(path: "faces.csv"))
    #expect(labels.frames == [0, 15, 30, 45])
    #expect(labels.groups == [.face, .person])
    let first = try #require(labels.labels(of: 0, width: 100, height: 100))
    #expect(first.objects == [labelled(.face, box(10, 20, 8, 9), track: 3)])
    #expect(first.ignored?.count == 12)
    #expect(labels.labels(of: 1, width: 100, height: 100) == nil)
    #expect(labels.labels(of: 45, width: 100, height: 100)?.objects == [])
  }

  @Test func challengeFormatCountsFramesFromOne() throws {
    try folder.write("1,5,11,21,10,30,1,1,1\n", to: "gt.txt")
    let labels = try FilmLabels(contentsOf: folder.url.appending(path: "gt.txt"))
    #expect(labels.labels(of: 0, width: 99, height: 99)?.objects == [labelled(.person, box(10, 20, 10, 30), track: 5)])
  }

  @Test(arguments: [
    "", "frame,track,x,y,width,height,kind\n", "frame,track,x,y,width,height,kind\n0,1,2,3,4,face\n0,1",
    "frame,track,x,y,width,height,kind\n0,1,2,3,0,4,face", "frame,track,x,y,width,height,kind\n-1,1,2,3,4,4,face",
    "hello world",
  ])
  func damagedLabelsAreRefused(text: String) throws {
    try folder.write(text, to: "faces.csv")
    let error = #expect(throws: EvaluationError.self) {
      try FilmLabels(contentsOf: folder.url.appending(path: "faces.csv"))
    }
    #expect(error?.code == .labels)
  }
}
