import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@Suite struct DataSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: DataSetFormat.allCases)
  func aFolderOfAnotherLayoutIsRefusedNamingTheExpectedOne(format: DataSetFormat) throws {
    try folder.touch("holiday/beach.jpg", "notes.txt")
    let error = #expect(throws: EvaluationError.self) { try format.open(folder.url) }
    #expect(error?.code == .layout)
    #expect(error?.message.contains(format.expectedLayout) == true)
    #expect(error?.message.contains(folder.url.path) == true)
  }

  @Test(arguments: DataSetFormat.allCases)
  func aMissingFolderIsRefused(format: DataSetFormat) throws {
    #expect(throws: EvaluationError.self) { try format.open(folder.url.appending(path: "nowhere")) }
  }

  @Test(arguments: [("training/image_2", "training/label_2"), ("images", "labels")])
  func kitti(pictures: String, labels: String) async throws {
    try folder.touch("\(pictures)/000001.png", "\(pictures)/000002.png")
    try folder.write(
      """
      Truck 0.00 0 -1.57 10.0 20.0 60.5 70.0 2.85 2.63 12.34 0.47 1.49 69.44 -1.56
      Cyclist 0.00 3 -1.65 5 6 15 36 1.86 0.60 2.02 4.59 1.32 45.84 -1.55

      DontCare -1 -1 -10 80 10 90 20 -1 -1 -1 -1000 -1000 -1000 -10
      """, to: "\(labels)/000001.txt")
    let set = try DataSetFormat.kitti.open(folder.url)
    #expect(set.images.map(\.lastPathComponent) == ["000001.png"])
    let image = try await set.labels(of: 0, width: 100, height: 80)
    #expect(
      image.objects == [
        labelled(.vehicle, box(10, 20, 50.5, 50)),
        LabelledObject(group: .person, box: box(5, 6, 10, 30), enclosesTwoWheeler: true),
      ])
    #expect(image.ignored?.count == 100)
    #expect(image.ignored?.contains(x: 80, y: 10) == true)
  }

  @Test(arguments: ["Car 0 0 0 1 2 three 4", "Car 0 0 0 1 2", "Car 0 0 0 1 nan 3 4"])
  func aDamagedLineIsNamed(line: String) async throws {
    try folder.touch("images/a.png")
    try folder.write("\n" + line, to: "labels/a.txt")
    let set = try DataSetFormat.kitti.open(folder.url)
    let error = await #expect(throws: EvaluationError.self) { try await set.labels(of: 0, width: 9, height: 9) }
    #expect(error?.code == .labels)
    #expect(error?.message.hasPrefix("a.txt, line 2: ") == true)
  }

  @Test(arguments: ["val2017", "images/val2017", "images"])
  func coco(pictures: String) async throws {
    try folder.touch("\(pictures)/7.jpg", "\(pictures)/8.jpg")
    try folder.write(
      """
      {"images": [{"id": 7, "file_name": "7.jpg"}, {"id": 8, "file_name": "8.jpg"}],
       "annotations": [
         {"image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "iscrowd": 0},
         {"image_id": 7, "category_id": 1, "bbox": [10, 10, 5, 4], "iscrowd": 1},
         {"image_id": 7, "category_id": 18, "bbox": [1, 2, 3, 4]},
         {"image_id": 8, "category_id": 7, "bbox": [2, 2, 3, 4]},
         {"image_id": 8, "category_id": 3, "bbox": [0, 0, 0, 4]}],
       "categories": [{"id": 1, "name": "person"}, {"id": 3, "name": "car"}, {"id": 7, "name": "train"},
         {"id": 18, "name": "dog"}]}
      """, to: "annotations/instances_val2017.json")
    let set = try DataSetFormat.coco.open(folder.url)
    #expect(set.groups == [.person, .vehicle])
    let first = try await set.labels(of: 0, width: 20, height: 20)
    #expect(first.objects == [labelled(.person, box(1, 2, 3, 4))])
    #expect(first.ignored?.count == 20)
    let second = try await set.labels(of: 1, width: 20, height: 20)
    #expect(second.objects.isEmpty)
    #expect(second.ignored?.count == 12)
  }

  @Test(arguments: ["labels/det_20/det_val.json", "bdd100k/labels/bdd100k_labels_images_val.json"])
  func bdd100k(file: String) async throws {
    let root = file.hasPrefix("bdd100k/") ? "bdd100k/" : ""
    try folder.touch("\(root)images/100k/val/a.jpg", "\(root)images/100k/val/b.jpg", "\(root)images/100k/train/c.jpg")
    try folder.write(
      """
      [{"name": "a.jpg", "labels": [
          {"category": "car", "box2d": {"x1": 1, "y1": 2, "x2": 4, "y2": 6}},
          {"category": "motor", "box2d": {"x1": 0, "y1": 0, "x2": 2, "y2": 3}},
          {"category": "train", "box2d": {"x1": 10, "y1": 10, "x2": 15, "y2": 14}},
          {"category": "other person", "box2d": {"x1": 0, "y1": 10, "x2": 2, "y2": 12}},
          {"category": "traffic light", "box2d": {"x1": 16, "y1": 1, "x2": 19, "y2": 9}},
          {"category": "lane", "poly2d": [{"vertices": [[0, 0]]}]},
          {"category": "rider", "box2d": {"x1": 5, "y1": 5, "x2": 5, "y2": 9}}]},
       {"name": "b.jpg"},
       {"name": "elsewhere.jpg", "labels": []}]
      """, to: file)
    let set = try DataSetFormat.bdd100k.open(folder.url)
    #expect(set.images.map(\.lastPathComponent) == ["a.jpg", "b.jpg"])
    let first = try await set.labels(of: 0, width: 20, height: 20)
    #expect(first.objects == [labelled(.vehicle, box(1, 2, 3, 4)), labelled(.twoWheeler, box(0, 0, 2, 3))])
    #expect(first.ignored?.count == 20 + 4)
    #expect(try await set.labels(of: 1, width: 20, height: 20).objects.isEmpty)
  }

  @Test(arguments: [#"{"frames": 3}"#, #"[{"name": "a.jpg", "labels": [{"category": "car", "box2d": 3}]}]"#])
  func aDamagedListOfFramesIsRefused(text: String) throws {
    try folder.touch("images/100k/val/a.jpg")
    try folder.write(text, to: "labels/det_20/det_val.json")
    let error = #expect(throws: EvaluationError.self) { try DataSetFormat.bdd100k.open(folder.url) }
    #expect(error?.code == .labels)
  }

  @Test func aDamagedInstancesFileIsRefused() throws {
    try folder.touch("val2017/7.jpg")
    try folder.write(#"{"images": 3}"#, to: "annotations/instances_val2017.json")
    let error = #expect(throws: EvaluationError.self) { try DataSetFormat.coco.open(folder.url) }
    #expect(error?.code == .labels)
  }

  @Test func yoloWithCOCOIDsAndPolygonsOfCrowds() async throws {
    try folder.touch("images/a.jpg", "images/b.jpg")
    try folder.write("2 0.5 0.5 0.2 0.4\n62 0.1 0.1 0.1 0.1\n6 0.9 0.9 0.1 0.2\n", to: "labels_box/a.txt")
    // The first polygon is the labelled car, the second a crowd of people, the third a chair.
    try folder.write(
      "3 0.4 0.3 0.6 0.3 0.6 0.7\n1 0.1 0.1 0.2 0.1 0.2 0.3\n62 0.8 0.8 0.9 0.9 0.8 0.9\n", to: "labels_polygon/a.txt")
    let set = try DataSetFormat.yolo.open(folder.url)
    let image = try await set.labels(of: 0, width: 100, height: 50)
    #expect(image.objects == [labelled(.vehicle, box(40, 15, 20, 20))])
    #expect(image.ignored?.count == 100 + 100)
    let background = try await set.labels(of: 1, width: 100, height: 50)
    #expect(background.objects.isEmpty)
  }

  @Test(arguments: [
    ("data.yaml", "names:\n  0: dog\n  1: licence plate\n"), ("config.yaml", "names: [dog, plate]\n"),
    ("classes.txt", "dog\nlicense plate\n"),
  ])
  func yoloWithOwnNames(file: String, text: String) async throws {
    try folder.touch("images/val/a.jpg")
    try folder.write("1 0.5 0.5 1 1", to: "labels/val/a.txt")
    try folder.write(text, to: file)
    let set = try DataSetFormat.yolo.open(folder.url)
    #expect(set.groups == [.plate])
    #expect(try await set.labels(of: 0, width: 8, height: 6).objects == [labelled(.plate, box(0, 0, 8, 6))])
  }

  @Test func aYOLOConfigurationWithoutNamesIsRefused() throws {
    try folder.touch("images/a.jpg", "labels/a.txt")
    try folder.write("path: .\n", to: "data.yaml")
    #expect(throws: EvaluationError.self) { try DataSetFormat.yolo.open(folder.url) }
  }

  @Test func mot() async throws {
    try folder.touch("train/S1/img1/000001.jpg", "train/S1/img1/000002.jpg", "train/S2/img1/000001.jpg")
    try folder.write(
      "1,5,11,21,10,30,1,1,1\n1,6,1,1,5,5,0,1,1\n2,5,12,21,10,30,1,1,0.5\n2,9,1,1,4,4,1,12,1\n2,9,1,1,4,4,1,3,1\n",
      to: "train/S1/gt/gt.txt")
    try folder.write("1,3,1,1,7,8,1,-1,-1,-1\n", to: "train/S2/gt/gt.txt")
    let set = try DataSetFormat.mot.open(folder.url)
    #expect(set.images.count == 3)
    let first = try await set.labels(of: 0, width: 100, height: 100)
    #expect(first.objects == [labelled(.person, box(10, 20, 10, 30), track: 5)])
    #expect(first.ignored?.count == 25)
    let second = try await set.labels(of: 1, width: 100, height: 100)
    #expect(second.objects.map(\.track) == [5])
    #expect(second.ignored?.count == 16)
    #expect(try await set.labels(of: 2, width: 9, height: 9).objects == [labelled(.person, box(0, 0, 7, 8), track: 3)])
  }

  @Test func plates() async throws {
    try folder.touch("eu/eu1.jpg", "eu/without.jpg")
    try folder.write("eu1.jpg\t10\t20\t96\t22\tWOBVWMK4\n", to: "eu/eu1.txt")
    let set = try DataSetFormat.plates.open(folder.url)
    #expect(set.images.map(\.lastPathComponent) == ["eu1.jpg"])
    #expect(try await set.labels(of: 0, width: 640, height: 480).objects == [labelled(.plate, box(10, 20, 96, 22))])
  }
}
