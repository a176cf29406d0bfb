internal import CFFmpeg
internal import Foundation

/// Where a film comes from: a file, standard input (`-`), or an address such as `rtsp://…`.
struct MediaInput {
  /// As the person gave it.
  let name: String
  let url: String
  /// True for what can be read twice and at any place; false for standard input, addresses, named pipes and devices.
  let isFile: Bool

  init(_ name: String) {
    self.name = name
    if name == "-" {
      url = "pipe:0"
      isFile = false
    } else if name.contains("://") {
      url = name
      isFile = false
    } else {
      url = "file:" + name
      var status = stat()
      let isPlain = stat(name, &status) != 0 || [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
      isFile = isPlain
    }
  }

  /// A file may not make FFmpeg open other places, and its name is no pattern.
  var openOptions: [(String, String)] {
    if url.hasPrefix("file:") { return [("protocol_whitelist", "file"), ("pattern_type", "none")] }
    // Microseconds after which a camera that says nothing counts as gone.
    return name == "-" ? [("protocol_whitelist", "pipe")] : [("rw_timeout", "20000000"), ("timeout", "20000000")]
  }

  /// - Throws: ``MediaError`` when the file is missing, a folder, unreadable or empty.
  func checkReadable() throws {
    guard isFile else { return }
    var status = stat()
    guard stat(name, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw MediaError(.notFound, "\(name) does not exist") }
      throw MediaError(.notReadable, "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw MediaError(.notAFilm, "\(name) is a folder, not a film") }
    guard access(name, R_OK) == 0 else {
      throw MediaError(.notReadable, "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
    if status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
      throw MediaError(.empty, "\(name) is empty; copy it from the camera again")
    }
  }

  /// Why a file that exists could not be opened as a film.
  func explain(_ result: Int32) -> MediaError {
    if result == VEIL_AVERROR_ENOMEM { return MediaError(.outOfMemory, "out of memory for \(name)") }
    guard isFile else { return MediaError(.notReadable, "\(name) cannot be opened: \(MediaError.reason(result))") }
    if let boxes = try? IsoBoxes(path: name), boxes.looksLikeFilm, !boxes.hasCompleteIndex {
      return MediaError(
        .truncated,
        "\(name) was cut off before its index was complete, so nothing in it can be decoded; "
          + "let the camera repair it or copy it again")
    }
    return MediaError(.notAFilm, "\(name) is not a film or picture that can be read")
  }
}
