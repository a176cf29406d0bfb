import Foundation
import Testing
import VeilAccident
import VeilTesting

@Suite struct DataTests {
  private func folder(_ files: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files {
      let url = folder.url.appending(path: file)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !file.hasSuffix("/") { try Data().write(to: url) }
    }
    return folder
  }

  @Test func classesAndClipsComeFromNames() throws {
    let folder = try folder([
      "accident/acc1__13_.jpg", "accident/test2_7.png", "normal/test2_8.jpg", "normal/notes.txt", "rest/5_1.jpg",
    ])
    let set = try LabelledPictures(folder: folder.url.path)
    #expect(set.pictures.map(\.clip) == ["acc1", "test2", "test2", "5"])
    #expect(set.pictures.map(\.order) == [13, 7, 8, 1])
    #expect(set.pictures.map(\.isAccident) == [true, true, false, false])
  }

  @Test func anEmptyClassFolderIsNamed() throws {
    let folder = try folder(["accident/a_1.jpg", "normal/readme.txt"])
    let error = #expect(throws: AccidentError.self) { try LabelledPictures(folder: folder.url.path) }
    #expect(error?.message.contains("/normal holds no pictures") == true)
    #expect(error?.code == .dataInvalid)
  }

  @Test(arguments: [["accident/a_1.jpg"], ["crash/a_1.jpg", "normal/a_2.jpg"], ["a_1.jpg"]])
  func bothClassesMustBeThere(files: [String]) throws {
    let folder = try folder(files)
    #expect(throws: AccidentError.self) { try LabelledPictures(folder: folder.url.path) }
    if files.count == 2 {
      #expect(try LabelledPictures(folder: folder.url.path, positive: "crash").pictures.count == 2)
    }
    #expect(throws: AccidentError.self) { try LabelledPictures(folder: folder.url.path + "/nowhere") }
  }

  @Test func timesOfFilms() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("film,start,end\na.mp4,3,5.5\na.mp4,10,11\nb.mp4\nc.mp4,,\n".utf8, to: "times.csv")
    let table = try FilmTimes(contentsOf: path)
    #expect(table.films.map(\.name) == ["a.mp4", "b.mp4", "c.mp4"])
    #expect([2.9, 3, 5.5, 6, 10.2].map { table.films[0].isAccident(at: $0) } == [false, true, true, false, true])
    #expect(!table.films[1].isAccident(at: 3))
  }

  @Test(arguments: [
    "", "film,start\na,1\n", "film,start,end\n", "film,start,end\na,5,3\n", "film,start,end\na,x,3\n",
    "film,start,end\na,1,nan\n", "film,start,end\n,1,2\n",
  ])
  func wrongTablesAreRefused(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text.utf8, to: "times.csv")
    #expect(throws: AccidentError.self) { try FilmTimes(contentsOf: path) }
  }

  @Test func secondsOfSound() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "recording,second,probability,label\nx,0,0.25,crash\nx,1,0.5,normal\n".utf8, to: "s.csv")
    let rows = try SoundScoreTable.read(path)
    #expect(rows.map(\.probability) == [0.25, 0.5] && rows.map(\.isCrash) == [true, false])
    #expect(rows.map(\.recording) == ["x", "x"])
    let wrong = try folder.write("probability,label\n1.5,crash\n".utf8, to: "w.csv")
    #expect(throws: AccidentError.self) { try SoundScoreTable.read(wrong) }
  }
}
