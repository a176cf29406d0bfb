import Foundation
import Synchronization

/// Films of many kinds, made by `ffmpeg` so that our own writer is not judged by itself.
package enum SampleFilm: String, CaseIterable, Sendable, CustomStringConvertible {
  case constantRate, variableRate, ntsc, lateStart, rotated, mirrored, oddSize, fullHD, tenBit, fullRange, wideGamut
  case anamorphic, audioFirst, twoVideosAudioFirst, noAudio, threeAudios, motionJPEG, mpeg4AVI, matroska, webm
  case transportStream, openGOP, rgb, ya, subtitled, thumbnailed, tagged, grey, hevc, interlaced, trimmed, fragmented
  case av1, vp9, mpeg2, h264AVI

  package var description: String { rawValue }

  /// Extension of the file.
  package var suffix: String {
    switch self {
    case .motionJPEG, .mpeg4AVI, .h264AVI: "avi"
    case .matroska, .rgb, .ya, .oddSize, .grey: "mkv"
    case .webm: "webm"
    case .transportStream, .mpeg2: "ts"
    default: "mp4"
    }
  }

  /// Films that were made already in this process: many tests want the same.
  private static let made = Mutex<[SampleFilm: Data]>([:])

  /// Makes the film in a folder and returns its path.
  package func make(in folder: TemporaryFolder) throws -> String {
    let path = folder.path("\(rawValue).\(suffix)")
    if let data = Self.made.withLock({ $0[self] }) {
      try data.write(to: URL(filePath: path))
      return path
    }
    try FFmpegTool.run(arguments(folder) + [path])
    let data = try Data(contentsOf: URL(filePath: path))
    Self.made.withLock { $0[self] = data }
    return path
  }

  private static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"]

  private static func pictures(_ size: String = "320x180", rate: String = "25", seconds: Double = 1.2) -> [String] {
    ["-f", "lavfi", "-i", "testsrc2=s=\(size):r=\(rate):d=\(seconds)"]
  }

  private static func sound(_ seconds: Double = 1.2, hertz: Int = 440) -> [String] {
    ["-f", "lavfi", "-i", "sine=f=\(hertz):d=\(seconds):r=48000"]
  }

  private static let aac = ["-c:a", "aac", "-b:a", "64k"]

  private func arguments(_ folder: TemporaryFolder) throws -> [String] {
    let h264 = Self.h264
    let both = Self.pictures() + Self.sound()
    switch self {
    case .constantRate: return both + h264 + Self.aac + ["-bf", "2"]
    case .variableRate:
      // Frames 7 to 11 and 20 are left out, and later ones are moved by an odd amount.
      return both
        + ["-vf", "select='not(between(n,7,11)+eq(n,20))',settb=1/90000,setpts='PTS+if(gt(N,12),1237,0)'"]
        + ["-vsync", "vfr", "-enc_time_base", "1/90000", "-video_track_timescale", "90000"] + h264 + Self.aac
        + ["-bf", "2"]
    case .ntsc: return Self.pictures(rate: "30000/1001") + Self.sound() + h264 + Self.aac + ["-bf", "3"]
    case .lateStart:
      return Self.sound() + ["-itsoffset", "0.3"] + Self.pictures() + h264 + Self.aac + ["-bf", "2"]
    case .rotated:
      let upright = folder.path("upright.mp4")
      try FFmpegTool.run(both + h264 + Self.aac + [upright])
      return ["-i", upright, "-c", "copy", "-metadata:s:v:0", "rotate=90"]
    case .mirrored: return both + h264 + Self.aac + ["-vf", "hflip", "-metadata:s:v:0", "rotate=180"]
    case .oddSize:
      return Self.pictures("322x182", seconds: 0.6) + ["-vf", "crop=321:179", "-c:v", "ffv1", "-pix_fmt", "yuv420p"]
    case .fullHD: return Self.pictures("1920x1080", seconds: 0.4) + h264
    case .tenBit: return both + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"] + Self.aac
    case .fullRange: return Self.pictures() + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuvj420p"]
    case .wideGamut:
      return Self.pictures() + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"]
        + ["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-color_range", "tv"]
    case .anamorphic: return Self.pictures() + h264 + ["-vf", "setsar=4/3"]
    case .audioFirst: return Self.sound() + Self.pictures() + ["-map", "0:a", "-map", "1:v"] + h264 + Self.aac
    case .twoVideosAudioFirst:
      return Self.sound() + Self.pictures() + Self.pictures("160x120", rate: "15")
        + ["-map", "0:a", "-map", "1:v", "-map", "2:v"] + h264 + Self.aac
    case .noAudio: return Self.pictures() + h264
    case .threeAudios:
      return Self.pictures() + Self.sound() + Self.sound(hertz: 550) + Self.sound(hertz: 660)
        + ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-metadata:s:a:1", "language=deu"] + h264 + Self.aac
    case .motionJPEG: return both + ["-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le"]
    case .mpeg4AVI: return both + ["-c:v", "mpeg4", "-bf", "2", "-c:a", "mp3"]
    case .h264AVI: return both + h264 + ["-bf", "0", "-c:a", "mp3"]
    case .matroska: return both + h264 + Self.aac + ["-bf", "2"]
    case .webm: return both + ["-c:v", "libvpx", "-deadline", "realtime", "-auto-alt-ref", "1", "-c:a", "libopus"]
    case .transportStream: return both + h264 + Self.aac + ["-bf", "2"]
    case .openGOP: return both + h264 + Self.aac + ["-bf", "2", "-x264-params", "open-gop=1:keyint=10:bframes=2"]
    case .rgb: return Self.pictures("160x90", seconds: 0.4) + ["-c:v", "ffv1", "-pix_fmt", "bgr0"]
    case .ya: return Self.pictures("160x90", seconds: 0.4) + ["-c:v", "ffv1", "-pix_fmt", "yuva420p"]
    case .subtitled:
      let words = try folder.write("1\n00:00:00,000 --> 00:00:01,000\nN 48.1 E 11.5\n".utf8, to: "words.srt")
      return both + ["-i", words, "-map", "0", "-map", "2", "-map", "1"] + h264 + Self.aac + ["-c:s", "mov_text"]
    case .thumbnailed:
      let cover = folder.path("cover.jpg")
      try FFmpegTool.run(Self.pictures("160x90", seconds: 0.04) + ["-frames:v", "1", cover])
      return ["-i", cover] + Self.pictures() + Self.sound()
        + ["-map", "0", "-map", "1", "-map", "2", "-c:v:0", "copy", "-disposition:v:0", "attached_pic"]
        + ["-c:v:1", "libx264", "-preset", "ultrafast", "-pix_fmt:v:1", "yuv420p"] + Self.aac
    case .tagged:
      return both + h264 + Self.aac
        + ["-metadata", "title=Our street", "-metadata", "comment=number 12", "-metadata", "location=+48.1+011.5/"]
        + ["-metadata", "creation_time=2024-05-06T07:08:09Z", "-metadata:s:v", "handler_name=Anna's camera"]
    case .grey: return Self.pictures("160x90", seconds: 0.4) + ["-c:v", "ffv1", "-pix_fmt", "gray"]
    case .hevc:
      return Self.pictures() + Self.sound() + Self.aac
        + ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p"]
    case .av1: return Self.pictures(seconds: 0.8) + ["-c:v", "libaom-av1", "-cpu-used", "8", "-pix_fmt", "yuv420p"]
    case .vp9: return Self.pictures(seconds: 0.8) + ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]
    case .mpeg2: return Self.pictures() + ["-c:v", "mpeg2video", "-bf", "2", "-q:v", "4"]
    case .interlaced:
      return both + h264 + Self.aac + ["-flags", "+ildct+ilme", "-x264-params", "tff=1"]
    case .trimmed:
      // Copying from the middle leaves frames in the file that an edit list hides.
      let long = folder.path("long.mp4")
      try FFmpegTool.run(Self.pictures(seconds: 3) + Self.sound(3) + h264 + Self.aac + ["-g", "25", "-bf", "2", long])
      return ["-ss", "1.5", "-i", long, "-c", "copy"]
    case .fragmented:
      return both + h264 + Self.aac + ["-g", "10", "-movflags", "+frag_keyframe+empty_moov+default_base_moof"]
    }
  }
}
