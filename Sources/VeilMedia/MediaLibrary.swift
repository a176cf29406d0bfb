internal import CFFmpeg

/// What the FFmpeg on this machine is and can do.
package enum MediaLibrary {
  /// Version of FFmpeg as it calls itself.
  package static var version: String { String(cString: av_version_info()) }

  /// The codecs that films can be written in here.
  package static var encoders: [VideoCodec] { VideoCodec.allCases.filter { (try? $0.find()) != nil } }
}
