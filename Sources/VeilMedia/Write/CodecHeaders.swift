internal import CFFmpeg

extension UnsafeMutablePointer<AVCodecParameters> {
  /// Keeps of a copied video stream's header what decoding needs: messages hide there too, and FFmpeg's filters pass the
  /// header over.
  ///
  /// - Throws: ``MediaError`` `.unsupportedStream` when the header is of a kind that is not understood.
  func removePrivateExtradata() throws {
    guard pointee.extradata_size > 0, let data = pointee.extradata else { return }
    let bytes = UnsafeBufferPointer(start: data, count: Int(pointee.extradata_size))
    if let units = CodedUnits(pointee) {
      guard units.hasStartCodes else {
        throw MediaError(.unsupportedStream, "the header of the video cannot be filtered, so it has to be encoded anew")
      }
      return try setExtradata(units.parameterSets(in: bytes))
    }
    switch pointee.codec_id {
    case AV_CODEC_ID_AV1: try setExtradata(Self.sequenceHeaders(ofAV1: bytes))
    default: try setExtradata([])
    }
  }

  /// The fixed part, if there, of an AV1 configuration record and its sequence header ("AV1 Codec ISO Media File Format Binding",
  /// 2.3; units are laid out as in the AV1 specification, 5.3).
  private static func sequenceHeaders(ofAV1 record: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    // Matroska gives the record, MP4 only the units in it.
    var position = record.first == 0x81 ? min(4, record.count) : 0
    var kept = Array(record.prefix(position))
    while position < record.count {
      let header = record[position]
      guard header & 0x02 != 0 else { break }
      var cursor = position + (header & 0x04 != 0 ? 2 : 1)
      var size = 0
      for index in 0..<8 where cursor < record.count {
        let byte = record[cursor]
        cursor += 1
        size |= Int(byte & 0x7F) << (7 * index)
        if byte & 0x80 == 0 { break }
      }
      let end = min(record.count, cursor + size)
      if header >> 3 & 0x0F == 1 { kept += record[position..<end] }
      guard end > position else { break }
      position = end
    }
    return kept
  }

  private func setExtradata(_ bytes: [UInt8]) throws {
    guard let room = av_mallocz(bytes.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)) else {
      throw MediaError(.outOfMemory, "out of memory")
    }
    bytes.withUnsafeBytes { room.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(room), byteCount: bytes.count) }
    av_freep(&pointee.extradata)
    pointee.extradata = room.assumingMemoryBound(to: UInt8.self)
    pointee.extradata_size = Int32(clamping: bytes.count)
  }
}
