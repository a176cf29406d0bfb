internal import Cryptography
internal import Foundation
internal import VeilMedia
internal import VeilPrivacy
internal import VeilVision

/// Makes the three public pictures of an incident from its protected film: first picture, impact, last picture. The edges
/// where cameras write time, place and speed are painted black.
struct PreviewMaker: Sendable {
  private static let longSide = 640

  /// The protected film.
  let film: String
  /// Share of the height that is painted black at each edge.
  let bands: Double

  /// - Parameter impact: seconds of the film.
  /// - Returns: names and hashes.
  func make(impact: Double, in folder: IncidentFolder) async throws -> [ProtectionMaterial.Preview] {
    let length = try MediaProbe.probe(film, salvages: true).duration ?? 0
    var previews: [ProtectionMaterial.Preview] = []
    for (index, time) in [0, min(max(0, impact), length), length].enumerated() {
      let frame = try await frame(at: time, in: folder)
      let jpeg = try Thumbnail.jpeg(of: try covered(frame), longSide: Self.longSide)
      let name = "\(index).jpg"
      try jpeg.write(to: URL(filePath: folder.preview(name)), options: .atomic)
      previews.append(.init(name: name, hash: Keccak256.hash(jpeg)))
    }
    return previews
  }

  /// The last picture that is not later. Only its group of pictures is decoded.
  private func frame(at time: Double, in folder: IncidentFolder) async throws -> VideoFrame {
    let suffix = (film as NSString).pathExtension
    let part = folder.protected("preview.\(suffix)")
    defer { unlink(part) }
    let cut = try await FilmCut.write([.init(path: film, from: time, to: time + 0.01)], to: part)
    let decoder = try await VideoDecoder.open(part, options: DecoderOptions(threads: 1, readAhead: 0, salvages: true))
    let turn = decoder.info.videoStreams.first?.video?.rotation ?? 0
    var found: VideoFrame?
    for try await frame in decoder.frames {
      if found != nil, frame.timestamp.seconds > time - cut.start + 0.001 { break }
      found = frame
    }
    guard let found else { throw AgentError(.noFilm, "the protected film has no picture at \(time) s") }
    return try FrameRotator(degreesClockwise: Int(turn.rounded())).upright(found)
  }

  private func covered(_ frame: VideoFrame) throws -> VideoFrame {
    let (width, height) = (frame.format.width, frame.format.height)
    let band = Int((Double(height) * bands).rounded(.up))
    guard band > 0 else { return frame }
    let regions = [0, height - band].map { PixelRect(x: 0, y: $0, width: width, height: band) }
    var canvas = try FrameCanvas(copying: frame)
    try SolidProtection().apply(
      to: &canvas, from: frame,
      instances: regions.map { Instance(trackID: 0, category: .person, confidence: 1, region: $0) })
    return try canvas.finish()
  }
}
