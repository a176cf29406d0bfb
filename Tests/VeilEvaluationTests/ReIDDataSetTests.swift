import Foundation
import Testing
import VeilEvaluation
import VeilTesting

@Suite struct ReIDDataSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ReIDFormat.allCases)
  func aFolderOfAnotherLayoutIsRefusedNamingTheExpectedOne(format: ReIDFormat) throws {
    try folder.touch("holiday/beach.jpg")
    let error = #expect(throws: EvaluationError.self) { try open(format) }
    #expect(error?.code == .layout)
    #expect(error?.message.contains(format.expectedLayout) == true)
    #expect(error?.message.contains(folder.url.path) == true)
  }

  @Test(arguments: ["", "Market-1501-v15.09.15/"])
  func market(root: String) throws {
    try folder.touch(
      "\(root)query/0002_c1s1_000451_00.jpg", "\(root)query/0002_c3s1_000451_00.jpg",
      "\(root)bounding_box_test/-1_c1s1_000401_03.jpg", "\(root)bounding_box_test/0000_c1s1_000151_01.jpg",
      "\(root)bounding_box_test/0000_c2s1_000151_01.jpg", "\(root)bounding_box_test/0002_c2s1_000301_01.jpg")
    let set = try ReIDDataSet(directory: folder.url, format: .market1501)
    #expect(set.group == .person)
    let gallery = set.pictures.filter { !$0.isQuery }
    // The badly cut picture is left out, and the two distractors are two different people.
    #expect(gallery.count == 3)
    #expect(Set(gallery.map(\.identity)).count == 3)
    #expect(gallery.map(\.camera).sorted() == [1, 2, 2])
    let queries = set.pictures.filter(\.isQuery)
    #expect(queries.map(\.identity) == [2, 2])
    #expect(queries.map(\.isLast) == [true, true])
  }

  @Test func duke() throws {
    try folder.touch(
      "query/0005_c2_f0046985.jpg", "query/0005_c2_f0047105.jpg", "bounding_box_test/0005_c5_f0051781.jpg")
    let set = try ReIDDataSet(directory: folder.url, format: .duke)
    #expect(set.pictures.map(\.camera) == [5, 2, 2])
    #expect(set.pictures.filter(\.isQuery).map(\.isLast) == [false, true])
  }

  @Test(arguments: [
    (ReIDFormat.veri, "image_query", "image_test"), (.veriCARLA, "image_query", "image_test"),
    (.veriCARLA, "query", "gallery"),
  ])
  func vehicles(format: ReIDFormat, query: String, gallery: String) throws {
    try folder.touch("\(query)/0002_c002_00030600_0.jpg", "\(gallery)/0002_c003_00031000_1.jpg")
    let set = try ReIDDataSet(directory: folder.url, format: format)
    #expect(set.group == .vehicle)
    #expect(set.pictures.map(\.camera) == [3, 2])
  }

  @Test(arguments: ["holiday.jpg", "0002.jpg", "0002_x1_1.jpg", "two_c1_1.jpg", "0002_c_1.jpg", "99999999999_c1_1.jpg"])
  func aPictureOfAnotherNameIsNamed(name: String) throws {
    try folder.touch("query/0002_c1_1.jpg", "bounding_box_test/\(name)")
    let error = #expect(throws: EvaluationError.self) { try ReIDDataSet(directory: folder.url, format: .duke) }
    #expect(error?.code == .labels)
    #expect(error?.message.contains(name) == true)
  }

  @Test func anEmptyGalleryIsRefused() throws {
    try folder.touch("query/0002_c1_1.jpg", "bounding_box_test/Thumbs.db")
    let error = #expect(throws: EvaluationError.self) { try ReIDDataSet(directory: folder.url, format: .duke) }
    #expect(error?.code == .layout)
  }

  @Test(arguments: ["", "videos/"]) func dashcamAccidents(root: String) throws {
    try folder.touch(
      "\(root)training/positive/000001.mp4", "\(root)testing/negative/000001.mp4", "\(root)testing/a.txt")
    let films = try DashcamAccidentFilms(directory: folder.url).films
    #expect(
      films.map { $0.split(separator: "/").suffix(3).joined(separator: "/") } == [
        "training/positive/000001.mp4", "testing/negative/000001.mp4",
      ])
  }

  @Test func filmsAreNoDataSetOfPictures() {
    let error = #expect(throws: EvaluationError.self) { try ReIDDataSet(directory: folder.url, format: .dad) }
    #expect(error?.code == .usage)
  }

  private func open(_ format: ReIDFormat) throws {
    if format == .dad {
      _ = try DashcamAccidentFilms(directory: folder.url)
    } else {
      _ = try ReIDDataSet(directory: folder.url, format: format)
    }
  }
}
