internal import Cryptography
internal import Ethereum

/// A portable bundle: a zip archive with a list of its files, each with its length and Merkle root.
package enum EvidenceBundle {
  static let listLimit = 1 << 20
  static let documentLimit = 1 << 24

  /// Packs a bundle. It appears only when it is complete. Blocks the thread: see ``EvidenceWorker``.
  /// - Throws: `notReadable`, `tooLarge`; `MediaError` for the output; `CancellationError`.
  package static func write(
    _ content: BundleContent, to path: String, overwrites: Bool = false, progress: ByteProgress? = nil
  ) throws {
    let documents = documents(of: content)
    let files = files(of: content)
    let total = try files.reduce(0) { try $0 + 2 * InputFile($1.path).byteCount }
    var done = 0
    var list: [JSON] = []
    for (name, bytes) in documents { list.append(item(name, bytes.count, try ContentTree.root(of: bytes))) }
    for (name, path) in files {
      let tree = try ContentTree(ofFile: path) { [done] part, _ in progress?(done + part, total) }
      done += tree.byteCount
      list.append(item(name, tree.byteCount, tree.root))
    }
    let zip = try ZipWriter(path, reading: files.map(\.path), overwrites: overwrites)
    let text: JSON = ["kind": "veilcam.bundle", "version": .integer(1), "files": .array(list)]
    try zip.add(BundleName.list, Array(text.text.utf8))
    for (name, bytes) in documents { try zip.add(name, bytes) }
    for (name, path) in files {
      try zip.add(name, file: path) { count in
        done += count
        progress?(done, total)
      }
    }
    try zip.commit()
  }

  private static func item(_ name: String, _ count: Int, _ root: Hash256) -> JSON {
    ["name": .string(name), "byteCount": .integer(count), "root": .hex(root)]
  }

  private static func documents(of content: BundleContent) -> [(name: String, bytes: [UInt8])] {
    var documents = [(BundleName.records, content.records.flatMap(\.bytes))]
    let optional = [
      (BundleName.receipt, content.receipt?.json), (BundleName.binding, content.binding?.json),
      (BundleName.derivation, content.derivation?.json),
    ]
    for (name, json) in optional { if let json { documents.append((name, Array(json.text.utf8))) } }
    return documents
  }

  private static func files(of content: BundleContent) -> [(name: String, path: String)] {
    var files = content.originals.enumerated().map { (BundleName.original($0, like: $1), $1) }
    if let film = content.protected { files.append((BundleName.protected(like: film), film)) }
    files += content.previews.enumerated().map { (BundleName.preview($0, like: $1), $1) }
    for rendition in Rendition.allCases {
      if let path = content.sealed[rendition] { files.append((BundleName.sealed(rendition), path)) }
    }
    return files
  }
}
