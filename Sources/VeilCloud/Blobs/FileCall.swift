internal import Glibc
internal import VeilCloudAPI

/// Turns failures of the system's calls into ``CloudError``s without paths in them.
enum FileCall {
  static func check(_ result: Int32) throws { guard result >= 0 else { throw failure(errno) } }

  static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(errno) }
  }

  static func failure(_ code: Int32) -> CloudError {
    guard ![ENOSPC, EDQUOT, EFBIG].contains(code) else {
      return CloudError(.diskFull, "the cloud's disk is full; nothing was stored, try again later")
    }
    return CloudError(.localFile, "the cloud cannot use its files: \(String(cString: strerror(code)))")
  }
}
