import Foundation

/// Media types of the films that cameras write.
enum MediaTypes {
  static func film(_ path: String) -> String {
    switch (path as NSString).pathExtension.lowercased() {
    case "mp4", "m4v": "video/mp4"
    case "mov": "video/quicktime"
    case "webm": "video/webm"
    case "mkv": "video/x-matroska"
    case "ts": "video/mp2t"
    default: "application/octet-stream"
    }
  }
}
