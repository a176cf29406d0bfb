import ArgumentParser
import Foundation
import VeilMedia
import VeilPrivacy
import VeilVision

/// Masks the faces of pictures at every grade, as `veilcam protect --method risk` does; how well they are recognised
/// afterwards is measured by recognition.py.
@main
struct BenchMask: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-mask", abstract: "Writes pictures of faces at every grade of the risk masks.")

  @Option(help: "Folder of PNG pictures, each with a face in its middle.") var pictures: String
  @Option(help: "Folder that gets a folder of pictures for each grade, and faces.json.") var output: String
  @Option(help: "Folder of models; otherwise those of this installation.") var models: String?

  func run() async throws {
    let folder = URL(filePath: output)
    let detector = try SuiteFrameDetector(
      DetectorOptions(categories: [.face], profile: try .named(nil)), from: ModelStore.standard(option: models))
    let names = try FileManager.default.contentsOfDirectory(atPath: pictures).filter { $0.hasSuffix(".png") }.sorted()
    var faces: [MaskedFace] = []
    for grade in MaskGrade.all {
      try FileManager.default.createDirectory(
        at: folder.appending(path: grade.name), withIntermediateDirectories: true)
    }
    for name in names {
      let frame = try await StillImage.read(pictures + "/" + name).frame
      guard let box = MaskedFace.middle(of: try await detector.detect(in: frame, turn: nil), in: frame.format) else {
        continue
      }
      for grade in MaskGrade.all {
        let masked = try await grade.masked(frame, box)
        let path = folder.appending(path: grade.name).appending(path: name).path
        try await StillImage.write(masked, to: path, reading: [pictures + "/" + name], overwrites: true).commit()
        faces.append(try MaskedFace(picture: name, grade: grade, box: box, in: frame.format))
      }
    }
    try JSONEncoder().encode(faces).write(to: folder.appending(path: "faces.json"))
    print("\(faces.count / max(1, MaskGrade.all.count)) of \(names.count) pictures had a face in their middle")
  }
}
