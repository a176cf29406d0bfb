internal import Cryptography
internal import Foundation
internal import VeilMedia
internal import VeilPrivacy
internal import VeilVision

/// Makes the three public pictures of an incident from its protected film: first picture, impact, last picture. The edges
/// where cameras write time, place and speed are painted black, and so is text that is burnt in anywhere else.
struct PreviewMaker: Sendable {
  private static let longSide = 640
  /// How many frames of the film are looked at for burnt-in text.
  private static let samples = 16

  /// The protected film.
  let film: String
  /// Share of the height that is painted black at each edge.
  let bands: Double

  /// - Parameter impact: seconds of the film.
  /// - Returns: names and hashes.
  func make(impact: Double, in folder: IncidentFolder) async throws -> [ProtectionMaterial.Preview] {
    let length = try MediaProbe.probe(film, salvages: true).duration ?? 0
    let text = try await text(length: length)
    var previews: [ProtectionMaterial.Preview] = []
    for (index, time) in [0, min(max(0, impact), length), length].enumerated() {
      let frame = try await frame(at: time, in: folder)
      let jpeg = try Thumbnail.jpeg(of: try covered(frame, text), longSide: Self.longSide)
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

  /// Where text is burnt in, in upright pictures.
  private func text(length: Double) async throws -> [PixelRect] {
    let decoder = try await VideoDecoder.open(film, options: DecoderOptions(salvages: true))
    let turn = decoder.info.videoStreams.first?.video?.rotation ?? 0
    let rotator = FrameRotator(degreesClockwise: Int(turn.rounded()))
    var (text, next): (BurntInText?, Double) = (nil, 0)
    for try await frame in decoder.frames where frame.timestamp.seconds >= next {
      next = frame.timestamp.seconds + length / Double(Self.samples)
      let upright = try rotator.upright(frame)
      if text == nil { text = BurntInText(width: upright.format.width, height: upright.format.height) }
      try text?.add(upright)
    }
    return text?.regions() ?? []
  }

  private func covered(_ frame: VideoFrame, _ text: [PixelRect]) throws -> VideoFrame {
    let (width, height) = (frame.format.width, frame.format.height)
    let band = Int((Double(height) * bands).rounded(.up))
    let edges = band > 0 ? [0, height - band].map { PixelRect(x: 0, y: $0, width: width, height: band) } : []
    guard !(edges + text).isEmpty else { return frame }
    var canvas = try FrameCanvas(copying: frame)
    try SolidProtection().apply(
      to: &canvas, from: frame,
      instances: (edges + text).map { Instance(trackID: 0, category: .person, confidence: 1, region: $0) })
    return try canvas.finish()
  }
}
