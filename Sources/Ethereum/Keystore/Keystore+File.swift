extension Keystore {
  /// Reads a keystore file.
  /// - Throws: `notReadable`, and what `init(json:)` throws.
  package init(contentsOf path: String) throws(EthereumError) {
    try self.init(json: PrivateFile.read(path, limit: Self.maximumFileSize))
  }

  /// Writes a keystore file that only its owner may read.
  /// - Throws: `notWritable`.
  package func write(to path: String) throws(EthereumError) {
    try PrivateFile.write(Array((json.text + "\n").utf8), to: path)
  }
}
