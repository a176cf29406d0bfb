import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Single pictures come in upright and go out in the same format and size, without a trace of their metadata.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct StillImageTests {
  @Test(arguments: ["jpg", "png", "webp", "bmp", "tiff"], ["yuvj444p", "rgb24", "gray"])
  func formatsAreKept(suffix: String, pixelFormat: String) async throws {
    let folder = try TemporaryFolder()
    let input = folder.path("in." + suffix)
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", "testsrc2=s=162x92,format=\(pixelFormat)", "-frames:v", "1", "-update", "1", input])
    #expect(try MediaProbe.probe(input).isStillImage)
    let still = try await StillImage.read(input)
    let output = folder.path("out." + suffix)
    try await StillImage.write(still.frame, to: output, reading: [input]).commit()
    let (before, after) = (try MediaProbe.probe(input), try MediaProbe.probe(output))
    #expect(after.streams[0].codec == before.streams[0].codec)
    #expect(after.streams[0].video?.width == 162)
    #expect(after.streams[0].video?.height == 92)
    #expect(try difference(input, output) < 4)
    #expect(folder.names == ["in." + suffix, "out." + suffix])
  }

  @Test(arguments: 1...8)
  func orientationIsApplied(_ orientation: Int) async throws {
    let folder = try TemporaryFolder()
    let plain = try picture(in: folder, pixelFormat: "yuvj444p")
    let tiff = ExifBlock.tiff(orientation: UInt16(orientation), latitude: (48, 8, 13))
    let input = try folder.write(
      ExifBlock.insert(tiff, intoJPEG: Array(Data(contentsOf: URL(filePath: plain)))), to: "exif.jpg")
    let still = try await StillImage.read(input)
    #expect(still.exif.orientation == orientation)
    #expect(still.metadata.contains("GPS position"))
    let position = try #require(still.exif.position)
    #expect(abs(position.latitude - 48.13694) < 0.0001 && abs(position.longitude - 11.57528) < 0.0001)
    // What a viewer would do, said in ffmpeg's words.
    let turned = folder.path("turned.png")
    let filters = ["null", "hflip", "hflip,vflip", "vflip", "transpose=0", "transpose=1", "transpose=3", "transpose=2"]
    try FFmpegTool.run(["-i", plain, "-vf", filters[orientation - 1], turned])
    let output = folder.path("out.png")
    try await StillImage.write(still.frame, to: output, reading: [input]).commit()
    let found = try difference(turned, output)
    #expect(found < 2.5)
  }

  @Test func nothingOfExifSurvives() async throws {
    let folder = try TemporaryFolder()
    let tiff = ExifBlock.tiff(orientation: 6, latitude: (48, 8, 13), south: true)
    let jpeg = Array(try Data(contentsOf: URL(filePath: picture(in: folder))))
    let input = try folder.write(ExifBlock.insert(tiff, intoJPEG: jpeg), to: "exif.jpg")
    #expect(try await StillImage.read(input).exif.position?.latitude ?? 0 < 0)
    for suffix in ["jpg", "png", "webp", "tiff", "bmp"] {
      let output = folder.path("out." + suffix)
      try await StillImage.write(StillImage.read(input).frame, to: output, reading: [input]).commit()
      let bytes = try Data(contentsOf: URL(filePath: output))
      for word in ["Exif", "CAM", "Lavc", "GPS"] {
        #expect(!bytes.contains(Data(word.utf8)), "\(suffix) holds \(word)")
      }
      let read = try await StillImage.read(output)
      #expect(read.exif == ExifFacts())
      #expect(read.metadata.filter { $0 != "TIFF tags" }.isEmpty)
      #expect(read.frame.format.width == 90 && read.frame.format.height == 160)
    }
  }

  @Test(arguments: ["jpg", "png", "webp", "bmp"])
  func truncatedIsRefused(suffix: String) async throws {
    let folder = try TemporaryFolder()
    let input = folder.path("in." + suffix)
    try FFmpegTool.run(["-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1", "-update", "1", input])
    let bytes = try Data(contentsOf: URL(filePath: input))
    for share in [0.5, 0.9, 0.999] {
      let cut = try folder.write(bytes.prefix(Int(Double(bytes.count) * share)), to: "cut." + suffix)
      let error = await #expect(throws: MediaError.self) { try await StillImage.read(cut) }
      #expect(error?.code == .truncated)
      #expect(error?.message.contains(cut) == true)
    }
  }

  @Test func sixteenBitsAndAlphaAreKeptInPNG() async throws {
    let folder = try TemporaryFolder()
    // FFmpeg converts palettes and grey with opacity by way of YUV, so those are compared where it need not.
    let views = [
      "rgb48be": ("format=rgba64le", "format=rgba64le"), "rgba": ("format=rgba64le", "format=rgba64le"),
      "gray16be": ("format=gray16le", "format=gray16le"), "pal8": ("format=rgba", "format=rgba"),
      "ya8": ("extractplanes=y", "extractplanes=r"),
    ]
    for (pixelFormat, view) in views {
      let input = folder.path("\(pixelFormat).png")
      try FFmpegTool.run(
        ["-f", "lavfi", "-i", "testsrc2=s=64x48,format=\(pixelFormat)", "-frames:v", "1", "-update", "1", input])
      let output = folder.path("\(pixelFormat).out.png")
      try await StillImage.write(StillImage.read(input).frame, to: output, reading: [input]).commit()
      let before = try FFmpegTool.run(["-i", input, "-vf", view.0, "-f", "rawvideo", "-"])
      let after = try FFmpegTool.run(["-i", output, "-vf", view.1, "-f", "rawvideo", "-"])
      let isSame = before == after
      #expect(isSame, "\(pixelFormat) changed")
    }
  }

  @Test func inputIsNeverOverwritten() async throws {
    let folder = try TemporaryFolder()
    let input = try picture(in: folder)
    let frame = try await StillImage.read(input).frame
    let error = await #expect(throws: MediaError.self) {
      try await StillImage.write(frame, to: input, reading: [input], overwrites: true)
    }
    #expect(error?.code == .sameFile)
  }

  @Test(.enabled(if: SharedMaterial.isPresent, "../shared is absent"), arguments: ["carnd1.jpg", "street_hpc203.png"])
  func realPicture(name: String) async throws {
    let folder = try TemporaryFolder()
    let input = SharedMaterial.media(name)
    let output = folder.path(name)
    try await StillImage.write(StillImage.read(input).frame, to: output, reading: [input]).commit()
    #expect(try difference(input, output) < 2)
  }

  private func picture(in folder: TemporaryFolder, pixelFormat: String = "yuvj422p") throws -> String {
    let path = folder.path("plain.jpg")
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", "testsrc2=s=160x90", "-frames:v", "1", "-update", "1", "-q:v", "1"]
        + ["-pix_fmt", pixelFormat, path])
    return path
  }

  /// Mean absolute difference of two pictures' samples as RGB.
  private func difference(_ left: String, _ right: String) throws -> Double {
    let pictures = try [left, right].map {
      try [UInt8](FFmpegTool.run(["-i", $0, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]))
    }
    try #require(pictures[0].count == pictures[1].count)
    let chosen = stride(from: 0, to: pictures[0].count, by: max(1, pictures[0].count / 20_011))
    let sum = chosen.reduce(0) { $0 + abs(Int(pictures[0][$1]) - Int(pictures[1][$1])) }
    return Double(sum) / 20_011
  }
}
