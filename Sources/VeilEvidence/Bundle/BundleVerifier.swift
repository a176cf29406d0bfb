internal import Cryptography
internal import Ethereum
internal import VeilMedia

/// Checks a bundle offline: nothing but the bundle itself is read, and nobody is asked.
package struct BundleVerifier: Sendable {
  /// What the list says of a file, and what was found.
  struct Item: Sendable, Hashable {
    let name: String
    let byteCount: Int
    let root: Hash256
  }

  private let path: String
  private var checks: [BundleCheck] = []
  private var items: [Item] = []
  private var chain: RecordChain?
  private var binding: SignedBinding?

  private init(_ path: String) { self.path = path }

  /// Checks everything that the bundle carries: each file against the list; the records as a chain; the receipt; the
  /// binding's signature, segments, sealed files and previews; films down to their first picture; the derivation record.
  ///
  /// - Returns: what is right, absent and wrong. A wrong bundle is a report that is not sound, not an error.
  /// - Throws: `notReadable`; `malformed` where the file is no bundle; `CancellationError`.
  package static func verify(_ path: String, progress: ByteProgress? = nil) async throws -> BundleReport {
    var verifier = BundleVerifier(path)
    verifier = try await EvidenceWorker.shared.run { [verifier] in
      var verifier = verifier
      try verifier.checkFiles(progress)
      return verifier
    }
    guard verifier.isSoundSoFar else { return verifier.report }
    try await verifier.checkEvidence()
    return verifier.report
  }

  private var report: BundleReport { BundleReport(checks: checks) }
  private var isSoundSoFar: Bool { report.isSound }

  /// Every file of the archive is on the list, with this length and root, and none is missing.
  private mutating func checkFiles(_ progress: ByteProgress?) throws {
    let zip = try ZipReader(path)
    items = try Self.list(zip)
    guard zip.entries.dropFirst().map(\.name) == items.map(\.name) else {
      throw EvidenceError.malformed("\(path) holds other files than its list names")
    }
    // Of the archive, whose lengths are bounded, and not of the list, which may say anything.
    let total = zip.entries.reduce(0) { $0 + $1.byteCount }
    var done = 0
    for item in items {
      guard let entry = zip.entry(item.name) else { continue }
      let hasher = ChunkHasher()
      try zip.read(entry) { part in
        try hasher.update(part)
        done += part.count
        progress?(done, total)
      }
      if MerkleTree(leaves: try hasher.finish()).root != item.root || entry.byteCount != item.byteCount {
        checks.append(BundleCheck("file \(item.name)", .wrong, "it is not the file that the list names"))
      }
    }
    if isSoundSoFar { checks.append(BundleCheck("files", .right, "\(items.count) files are as the list names them")) }
  }

  private static func list(_ zip: ZipReader) throws -> [Item] {
    guard let entry = zip.entries.first, entry.name == BundleName.list else {
      throw EvidenceError.malformed("\(zip.path) does not begin with its list")
    }
    let json = try CanonicalJSON.parse(
      try zip.content(entry, limit: EvidenceBundle.listLimit), of: "the bundle's list")
    var reader = try ObjectReader(json, of: "the bundle's list")
    guard try reader.text("kind") == "veilcam.bundle" else { throw reader.wrong("kind") }
    try reader.version(1)
    let items = try reader.array("files", counts: 1...64).map { json in
      var item = try ObjectReader(json, of: "a file of the bundle's list")
      let result = Item(
        name: try item.text("name"), byteCount: try item.integer("byteCount"), root: try item.hash("root"))
      try item.end()
      return result
    }
    try reader.end()
    return items
  }

  // MARK: Evidence

  private mutating func checkEvidence() async throws {
    let zip = try ZipReader(path)
    check("records") { verifier in try verifier.checkRecords(zip) }
    check("receipt") { verifier in try verifier.checkReceipt(zip) }
    check("binding") { verifier in try verifier.checkBinding(zip) }
    for rendition in Rendition.allCases {
      check("sealed \(rendition)") { verifier in try verifier.checkSealed(rendition, zip) }
    }
    check("previews") { verifier in try verifier.checkPreviews(zip) }
    try await checkFilms(zip)
    check("derivation") { verifier in try verifier.checkDerivation(zip) }
  }

  /// Notes what a check returns as right, nil as absent, and an error as wrong.
  private mutating func check(_ subject: String, _ body: (inout BundleVerifier) throws -> String?) {
    do {
      let finding = try body(&self)
      checks.append(BundleCheck(subject, finding == nil ? .absent : .right, finding ?? "not in the bundle"))
    } catch {
      checks.append(BundleCheck(subject, .wrong, "\(error)"))
    }
  }

  private func document(_ name: String, _ zip: ZipReader) throws -> [UInt8]? {
    try zip.entry(name).map { try zip.content($0, limit: EvidenceBundle.documentLimit) }
  }

  private mutating func checkRecords(_ zip: ZipReader) throws -> String? {
    guard let bytes = try document(BundleName.records, zip) else { return nil }
    let chain = try RecordChain(try SignedRecord.list(bytes), start: .anywhere)
    guard let device = chain.device, let first = chain.records.first?.record.number else {
      throw EvidenceError(.contradiction, "the bundle has no record")
    }
    self.chain = chain
    return "\(chain.records.count) records from number \(first) on, all signed by the device \(device)"
  }

  private func checkReceipt(_ zip: ZipReader) throws -> String? {
    guard let bytes = try document(BundleName.receipt, zip) else { return nil }
    guard let first = chain?.records.first else { throw Self.noRecords }
    let receipt = try LogReceipt(parsing: bytes)
    return "the first record is number \(receipt.inclusion.index) of a log of \(receipt.inclusion.size), "
      + "signed by \(try receipt.issuer(for: first))"
  }

  private mutating func checkBinding(_ zip: ZipReader) throws -> String? {
    guard let bytes = try document(BundleName.binding, zip) else { return nil }
    guard let chain else { throw Self.noRecords }
    let signed = try SignedBinding(parsing: bytes)
    guard try signed.signer() == chain.device else {
      throw EvidenceError(.invalidSignature, "the binding is not signed by the device of the records")
    }
    for (index, segment) in signed.binding.segments.enumerated() where chain.index(ofFilm: segment.videoHash) == nil {
      throw EvidenceError(.contradiction, "segment \(index) of the binding is in no record")
    }
    binding = signed
    return "signed by the device for the owner \(signed.binding.owner), chain \(signed.binding.chainID)"
  }

  private func checkSealed(_ rendition: Rendition, _ zip: ZipReader) throws -> String? {
    guard let item = items.first(where: { $0.name == BundleName.sealed(rendition) }), let entry = zip.entry(item.name)
    else { return nil }
    var header: [UInt8] = []
    try zip.read(entry) { part in if header.isEmpty { header = Array(part.prefix(SealedHeader.byteCount)) } }
    let parsed = try SealedHeader(bytes: header)
    guard parsed.rendition == rendition, parsed.fileByteCount == item.byteCount else {
      throw EvidenceError(.contradiction, "its header is of another rendition or another length")
    }
    guard let binding = binding?.binding else {
      return "a sealed file of the right length; there is no binding to compare"
    }
    guard parsed.incident == binding.incident, item.root == binding.sealed(rendition).ciphertextRoot else {
      throw EvidenceError(.contradiction, "it is not the ciphertext that the binding names")
    }
    return "its root is the ciphertext root of the binding"
  }

  private func checkPreviews(_ zip: ZipReader) throws -> String? {
    let entries = zip.entries.filter { $0.name.hasPrefix("previews/") }
    guard !entries.isEmpty else { return nil }
    guard let expected = binding?.binding.previews else {
      throw EvidenceError(.contradiction, "there are previews, but no binding that names them")
    }
    let found = try entries.map { entry in
      var hash = Keccak256()
      try zip.read(entry) { hash.update($0) }
      return hash.finalize()
    }
    guard found == expected else { throw EvidenceError(.contradiction, "they are not those of the binding") }
    return "\(found.count) previews as the binding names them"
  }

  // MARK: Films

  private mutating func checkFilms(_ zip: ZipReader) async throws {
    for (index, item) in items.filter({ $0.name.hasPrefix("original/") }).enumerated() {
      let subject = "original \(index)"
      do {
        let segment = try await commitment(to: item, zip)
        guard let place = chain?.index(ofFilm: segment.videoHash), let record = chain?.records[place].record else {
          throw EvidenceError(.contradiction, "no record is of this film")
        }
        if let segments = binding?.binding.segments {
          guard index < segments.count, segments[index] == segment else {
            throw EvidenceError(.contradiction, "it is not segment \(index) of the binding")
          }
        }
        checks.append(BundleCheck(subject, .right, "the film of record \(record.number), bit for bit"))
      } catch let error as CancellationError {
        throw error
      } catch {
        checks.append(BundleCheck(subject, .wrong, "\(error)"))
      }
    }
    if !items.contains(where: { $0.name.hasPrefix("original/") }) {
      checks.append(BundleCheck("originals", .absent, "not in the bundle"))
    }
    try await checkProtected(zip)
  }

  private mutating func checkProtected(_ zip: ZipReader) async throws {
    guard let item = items.first(where: { $0.name.hasPrefix("protected/") }) else {
      checks.append(BundleCheck("protected", .absent, "not in the bundle"))
      return
    }
    do {
      guard let bytes = try document(BundleName.derivation, zip) else {
        throw EvidenceError(.contradiction, "there is a protected film, but no derivation record that vouches for it")
      }
      let film = try await commitment(to: item, zip)
      guard try SignedDerivation(parsing: bytes).derivation.protected == film else {
        throw EvidenceError(.contradiction, "it is not the film of the derivation record")
      }
      checks.append(BundleCheck("protected", .right, "the film of the derivation record, bit for bit"))
    } catch let error as CancellationError {
      throw error
    } catch {
      checks.append(BundleCheck("protected", .wrong, "\(error)"))
    }
  }

  private func checkDerivation(_ zip: ZipReader) throws -> String? {
    guard let bytes = try document(BundleName.derivation, zip) else { return nil }
    guard let chain else { throw Self.noRecords }
    let signed = try SignedDerivation(parsing: bytes)
    let derivation = signed.derivation
    try signed.check(of: derivation.protected, incident: binding?.binding.incident ?? derivation.incident, chain: chain)
    return "signed by the device: method \(derivation.method), from \(derivation.originals.count) recorded originals"
  }

  /// Decodes the first picture of a film of the archive, by way of a temporary file that no name leads to afterwards.
  private func commitment(to item: Item, _ zip: ZipReader) async throws -> SegmentCommitment {
    let copy = try TemporaryCopy(of: item.name, in: zip)
    let frame = try await FrontFrame(ofFilm: copy.path)
    return SegmentCommitment(frameHash: frame.hash, contentRoot: item.root, frameSource: frame.source)
  }

  private static let noRecords = EvidenceError(.contradiction, "the bundle has no sound records to compare with")
}
