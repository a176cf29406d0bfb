internal import VeilMedia
internal import Glibc

/// A file of an archive, unpacked for a decoder that wants a path; removed with the value.
final class TemporaryCopy {
  let path: String
  private let folder: String

  init(of name: String, in zip: ZipReader) throws {
    guard let entry = zip.entry(name) else { throw EvidenceError.malformed("the bundle has no file “\(name)”") }
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/veilcam-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw EvidenceError(.notWritable, "no temporary folder can be made: \(String(cString: strerror(errno)))")
    }
    folder = String(cString: made)
    path = folder + "/" + (name.split(separator: "/").last.map(String.init) ?? "film")
    let output = try OutputFile(path)
    try zip.read(entry) { try output.write($0) }
    try output.commit()
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }
}
