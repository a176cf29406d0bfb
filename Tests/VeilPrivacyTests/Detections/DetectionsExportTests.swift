import Foundation
import Testing
import VeilPrivacy
import VeilVision

@Suite struct DetectionsExportTests {
  @Test func cocoHasItsCategoryNumbersAndZeroBasedBoxes() throws {
    let sample = try DetectionsSample()
    try sample.write()
    try DetectionsExport.coco.write(DetectionsFile(validating: sample.path("a.jsonl")), to: sample.path("coco.json"))
    let data = try Data(contentsOf: sample.folder.appending(path: "coco.json"))
    let coco = try JSONDecoder().decode(COCO.self, from: data)
    #expect(coco.categories.map(\.id) == [3, 91, 92])
    #expect(coco.categories.map(\.name) == ["car", "face", "plate"])
    #expect(coco.categories.map(\.supercategory) == ["vehicle", "face", "plate"])
    #expect(coco.images.map(\.id) == [1, 2, 3, 4])
    #expect(coco.images.map(\.file_name).last == "stream2_frame000000.jpg")
    #expect(coco.images.map(\.width) == [640, 640, 640, 320])
    #expect(coco.annotations.map(\.id) == [1, 2, 3, 4, 5])
    #expect(coco.annotations.map(\.image_id) == [1, 2, 2, 3, 3])
    #expect(coco.annotations.map(\.category_id) == [3, 3, 92, 3, 91])
    #expect(coco.annotations.map(\.track_id) == [1, 1, 2, 1, nil])
    #expect(coco.annotations[1].bbox == [-4.5, 21, 30, 40])
    #expect(coco.annotations[2].area == 480)
    #expect(coco.annotations.allSatisfy { $0.iscrowd == 0 })
    #expect(sample.names == ["a.jsonl", "coco.json"])
  }

  @Test func motCountsFromOne() throws {
    let sample = try DetectionsSample()
    try sample.write()
    try DetectionsExport.mot.write(DetectionsFile(validating: sample.path("a.jsonl")), to: sample.path("mot"))
    #expect(
      try sample.text("mot/stream0/gt/gt.txt") == """
        1,1,11.13,21,30.5,40,1,3,1
        2,1,-3.5,22,30,40,1,3,1
        2,2,101,51,40,12,1,14,1
        3,1,13,23,30,40,1,3,1
        3,3,601,301,80,100,1,13,1

        """)
    let labels = try sample.text("mot/stream0/gt/labels.txt").split(separator: "\n")
    #expect(labels[0] == "pedestrian" && labels[2] == "car" && labels[12] == "face" && labels[13] == "plate")
    #expect(
      try sample.text("mot/stream0/seqinfo.ini") == """
        [Sequence]
        name=stream0
        imDir=img1
        frameRate=25
        seqLength=3
        imWidth=640
        imHeight=360
        imExt=.jpg

        """)
    #expect(try sample.text("mot/stream2/gt/gt.txt") == "")
    #expect(sample.names == ["a.jsonl", "mot"])
  }

  @Test func yoloIsClippedAndRelative() throws {
    let sample = try DetectionsSample()
    try sample.write()
    try DetectionsExport.yolo.write(DetectionsFile(validating: sample.path("a.jsonl")), to: sample.path("yolo"))
    #expect(try sample.text("yolo/classes.txt") == "car\nface\nplate\n")
    #expect(
      try sample.text("yolo/labels/stream0_frame000001.txt")
        == "0 0.019922 0.113889 0.039844 0.111111\n2 0.1875 0.155556 0.0625 0.033333\n")
    #expect(
      try sample.text("yolo/labels/stream0_frame000002.txt")
        == "0 0.042188 0.116667 0.046875 0.111111\n1 0.96875 0.916667 0.0625 0.166667\n")
    #expect(try sample.text("yolo/labels/stream2_frame000000.txt") == "")
  }

  @Test(arguments: [DetectionsExport.mot, .yolo]) func neverWritesIntoAFolderThatIsThere(format: DetectionsExport)
    throws
  {
    let sample = try DetectionsSample()
    try sample.write()
    let file = try DetectionsFile(validating: sample.path("a.jsonl"))
    let error = #expect(throws: DetectionsError.self) { try format.write(file, to: sample.folder.path) }
    #expect(error?.code == .notWritable)
    #expect(sample.names == ["a.jsonl"])
  }

  @Test(arguments: DetectionsExport.allCases) func leavesNothingBehindIfTheFileIsDamagedMeanwhile(
    format: DetectionsExport
  ) throws {
    let sample = try DetectionsSample()
    try sample.write()
    let file = try DetectionsFile(validating: sample.path("a.jsonl"))
    try String(sample.text("a.jsonl").dropLast(100)).write(toFile: file.path, atomically: true, encoding: .utf8)
    #expect(throws: DetectionsError.self) { try format.write(file, to: sample.path("out")) }
    #expect(sample.names == ["a.jsonl"])
  }

  private struct COCO: Decodable {
    struct Image: Decodable { var id: Int, width: Int, height: Int, file_name: String }
    struct Annotation: Decodable {
      var id: Int, image_id: Int, category_id: Int, bbox: [Double], area: Double, iscrowd: Int, track_id: Int?
    }
    struct Label: Decodable { var id: Int, name: String, supercategory: String }

    var images: [Image]
    var annotations: [Annotation]
    var categories: [Label]
  }
}
