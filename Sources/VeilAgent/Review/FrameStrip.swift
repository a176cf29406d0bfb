internal import Foundation
internal import Synchronization
internal import VeilMedia

/// The pictures of a film for scrubbing, decoded once into a private folder that goes with this value.
final class FrameStrip: Sendable {
  /// Pixels of a picture's longer side; boxes are in the film's own.
  private static let longSide = 1_280

  private let source: String
  private let stream: Int
  private let turn: DisplayTurn
  private let folder: String
  private let ready = Mutex(0)

  /// - Parameters:
  ///   - turn: how the pictures are shown.
  ///   - parent: where the private folder is made.
  /// - Throws: `notWritable`.
  init(of source: String, stream: Int, turn: DisplayTurn, in parent: String = NSTemporaryDirectory()) throws {
    self.source = source
    self.stream = stream
    self.turn = turn
    folder = (parent as NSString).appendingPathComponent("veilcam-review-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw DeskError(.notWritable, "\(parent) cannot be written; set TMPDIR to a folder with room")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Pictures that can be had.
  var count: Int { ready.withLock { $0 } }

  /// Decodes the whole film. Pictures can be had as they come.
  func prepare() async throws {
    let decoder = try await VideoDecoder.open(source, stream: stream)
    var number = 0
    for try await frame in decoder.frames {
      try Thumbnail.jpeg(of: try turn.rotator.upright(frame), longSide: Self.longSide).write(
        to: URL(filePath: path(number)))
      number += 1
      ready.withLock { $0 = number }
    }
  }

  /// The path of a picture; nil while it is not decoded.
  func picture(_ number: Int) -> String? { (0..<count).contains(number) ? path(number) : nil }

  private func path(_ number: Int) -> String { "\(folder)/\(number).jpg" }
}
