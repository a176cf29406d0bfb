internal import CFFmpeg
package import Foundation

/// Small JPEG pictures of frames, for contact sheets and previews.
package enum Thumbnail {
  /// A JPEG of a frame, reduced so that neither side exceeds `longSide`, without any metadata.
  /// - Throws: ``MediaError`` when the frame cannot be converted or memory runs out.
  package static func jpeg(of frame: VideoFrame, longSide: Int) throws -> Data {
    let scale = min(1, Double(longSide) / Double(max(frame.format.width, frame.format.height)))
    let width = max(2, Int(Double(frame.format.width) * scale) / 2 * 2)
    let height = max(2, Int(Double(frame.format.height) * scale) / 2 * 2)
    let encoder = try JPEGEncoder(width: width, height: height)
    return try encoder.encode(frame)
  }
}

/// Owns the scaling and coding contexts of one picture.
private final class JPEGEncoder {
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let picture: UnsafeMutablePointer<AVFrame>
  private var scaler: OpaquePointer?

  init(width: Int, height: Int) throws {
    guard let codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG) else {
      throw MediaError(.encoder, "this machine's FFmpeg has no encoder for JPEG")
    }
    guard let context = avcodec_alloc_context3(codec) else { throw MediaError(.outOfMemory, "out of memory") }
    guard let picture = av_frame_alloc() else {
      var owned: UnsafeMutablePointer<AVCodecContext>? = context
      avcodec_free_context(&owned)
      throw MediaError(.outOfMemory, "out of memory")
    }
    self.context = context
    self.picture = picture
    context.pointee.width = Int32(width)
    context.pointee.height = Int32(height)
    context.pointee.pix_fmt = AV_PIX_FMT_YUVJ420P
    context.pointee.time_base = AVRational(num: 1, den: 25)
    context.pointee.flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT
    context.pointee.global_quality = 4 * FF_QP2LAMBDA
    picture.pointee.width = Int32(width)
    picture.pointee.height = Int32(height)
    picture.pointee.format = AV_PIX_FMT_YUVJ420P.rawValue
    picture.pointee.quality = context.pointee.global_quality
    try check(avcodec_open2(context, codec, nil), .encoder, "opening the JPEG encoder")
    try check(av_frame_get_buffer(picture, 0), .outOfMemory, "making room for a picture")
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
    var picture: UnsafeMutablePointer<AVFrame>? = picture
    av_frame_free(&picture)
    sws_freeContext(scaler)
  }

  func encode(_ frame: VideoFrame) throws -> Data {
    let source = frame.pointer.pointee
    scaler = sws_getContext(
      source.width, source.height, AVPixelFormat(source.format), context.pointee.width, context.pointee.height,
      AV_PIX_FMT_YUVJ420P, SWS_AREA, nil, nil, nil)
    guard let scaler else {
      throw MediaError(.unsupportedPixelFormat, "\(frame.format.pixelFormatName) cannot be converted for JPEG")
    }
    try check(sws_scale_frame(scaler, picture, frame.pointer), .unexpected, "reducing a picture")
    try check(avcodec_send_frame(context, picture), .encoder, "encoding a picture")
    try check(avcodec_send_frame(context, nil), .encoder, "encoding a picture")
    let slot = try PacketSlot()
    try check(avcodec_receive_packet(context, slot.pointer), .encoder, "encoding a picture")
    guard let bytes = slot.pointer.pointee.data else { throw MediaError(.encoder, "the JPEG encoder returned nothing") }
    return Data(bytes: bytes, count: Int(slot.pointer.pointee.size))
  }
}
