internal import CFFmpeg

/// The coded data of the first picture of a video stream, as the film's container holds it.
package struct CodedPicture: Sendable, Hashable {
  /// FFmpeg's name of the codec.
  package let codec: String
  /// The packet that the container delivers first for the stream; its picture needs no other.
  package let bytes: [UInt8]

  package init(codec: String, bytes: [UInt8]) {
    self.codec = codec
    self.bytes = bytes
  }

  /// Reads the first packet of a stream of a film; decodes nothing.
  ///
  /// - Parameters:
  ///   - path: a file.
  ///   - stream: index of a video stream.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does; `.damaged` where the packet is, or where its
  ///   picture depends on another one that is missing; `.unsupportedStream`.
  package static func first(ofFilm path: String, stream: Int) async throws -> CodedPicture {
    try await MediaWork.run(on: MediaExecutor("veilcam.packet")) { try read(path, stream: stream) }
  }

  private static func read(_ path: String, stream: Int) throws -> CodedPicture {
    let demuxer = try Demuxer(MediaInput(path), salvages: false)
    let codec = try demuxer.stream(stream).pointee.codecpar.pointee.codec_id
    demuxer.select([stream])
    let slot = try PacketSlot()
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      guard let data = packet.data, packet.size > 0 else { continue }
      guard packet.flags & AV_PKT_FLAG_KEY != 0 else {
        throw MediaError(.damaged, "\(path) begins with a picture that needs an earlier one; record it anew")
      }
      return CodedPicture(
        codec: String(cString: avcodec_get_name(codec)),
        bytes: Array(UnsafeBufferPointer(start: data, count: Int(packet.size))))
    }
    throw MediaError(.damaged, "\(path) holds no picture in stream \(stream)")
  }
}
