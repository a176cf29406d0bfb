import Foundation
import Glibc
import Testing
import VeilMedia
import VeilTesting

/// An output appears whole or not at all, and never in the place of the input.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct PartialFileTests {
  @Test func nothingIsVisibleBeforeCommit() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let output = folder.path("out.mp4")
    let writer = try await FilmWriter.create(MediaProbe.probe(input), to: output)
    #expect(writer.partialPath.contains("/.out.partial-") && writer.partialPath.hasSuffix(".mp4"))
    #expect(TemporaryFiles.all.contains(writer.partialPath))
    #expect(!FileManager.default.fileExists(atPath: output))
    for try await frame in try await VideoDecoder.open(input).frames { try await writer.write(frame, stream: 0) }
    _ = try await writer.finish()
    #expect(!FileManager.default.fileExists(atPath: output))
    try await writer.commit()
    #expect(folder.names == ["noAudio.mp4", "out.mp4"])
    #expect(!TemporaryFiles.all.contains(writer.partialPath))
  }

  @Test func unfinishedFilmIsNotKept() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let writer = try await FilmWriter.create(MediaProbe.probe(input), to: folder.path("out.mp4"))
    await #expect(throws: MediaError.self) { try await writer.commit() }
    #expect(!folder.names.contains("out.mp4"))
  }

  @Test func abandonedWriterLeavesNothing() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.audioFirst.make(in: folder)
    do {
      let writer = try await FilmWriter.create(MediaProbe.probe(input), to: folder.path("out.mp4"))
      for try await frame in try await VideoDecoder.open(input).frames {
        try await writer.write(frame, stream: 1)
        if frame.timestamp.seconds > 0.4 { break }
      }
    }
    #expect(folder.names == ["audioFirst.mp4"])
  }

  @Test func removedWhenTheProcessIsInterrupted() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let writer = try await FilmWriter.create(MediaProbe.probe(input), to: folder.path("out.mp4"))
    TemporaryFiles.remove(writer.partialPath)
    #expect(folder.names == ["noAudio.mp4"])
  }

  @Test(arguments: ["same", "symbolic link", "hard link", "other spelling"])
  func inputIsNeverOverwritten(how: String) async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    var output = input
    let manager = FileManager.default
    switch how {
    case "symbolic link":
      output = folder.path("link.mp4")
      try manager.createSymbolicLink(atPath: output, withDestinationPath: input)
    case "hard link":
      output = folder.path("hard.mp4")
      try manager.linkItem(atPath: input, toPath: output)
    case "other spelling": output = folder.url.path + "/../" + folder.url.lastPathComponent + "/noAudio.mp4"
    default: break
    }
    let before = try Data(contentsOf: URL(filePath: input))
    var options = FilmWriterOptions()
    options.overwrites = true
    let error = await #expect(throws: MediaError.self) {
      try await FilmWriter.create(MediaProbe.probe(input), to: output, options: options)
    }
    #expect(error?.code == .sameFile)
    #expect(try Data(contentsOf: URL(filePath: input)) == before)
  }

  @Test func existingFileIsReplacedOnlyOnRequest() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let output = try folder.write("precious".utf8, to: "out.mp4")
    let error = await #expect(throws: MediaError.self) { try await Reencoding.run(input, to: output) }
    #expect(error?.code == .alreadyExists)
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "precious")
    var options = FilmWriterOptions()
    options.overwrites = true
    try await Reencoding.run(input, to: output, options: options)
    #expect(try MediaProbe.probe(output).videoStreams.count == 1)
  }

  @Test func fileThatAppearsMeanwhileIsNotReplaced() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let writer = try await FilmWriter.create(MediaProbe.probe(input), to: folder.path("out.mp4"))
    for try await frame in try await VideoDecoder.open(input).frames { try await writer.write(frame, stream: 0) }
    _ = try await writer.finish()
    _ = try folder.write("precious".utf8, to: "out.mp4")
    let error = await #expect(throws: MediaError.self) { try await writer.commit() }
    #expect(error?.code == .alreadyExists)
    #expect(folder.names == ["noAudio.mp4", "out.mp4"])
  }

  @Test func missingFolderIsNotWritable() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.noAudio.make(in: folder)
    let error = await #expect(throws: MediaError.self) {
      try await Reencoding.run(input, to: folder.path("nowhere/out.mp4"))
    }
    #expect(error?.code == .notWritable)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"), arguments: ["mp4", "mkv"])
  func fullDiskIsNoticed(suffix: String) async throws {
    let folder = try TemporaryFolder()
    let input = folder.path("noise.mkv")
    try FFmpegTool.run(
      [
        "-f", "lavfi", "-i", "nullsrc=s=640x360:r=25:d=2,geq=random(1)*255:128:128", "-c:v", "ffv1", "-pix_fmt",
        "yuv420p",
      ]
        + [input])
    let disk = try SmallDisk(kilobytes: 600)
    let error = await #expect(throws: MediaError.self) {
      try await Reencoding.run(input, to: disk.path("out." + suffix))
    }
    #expect(error?.code == .diskFull)
    #expect(error?.message.contains("no space left") == true)
    #expect(disk.names.isEmpty)
  }
}
