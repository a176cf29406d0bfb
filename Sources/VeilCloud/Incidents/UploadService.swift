internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Takes sealed files in parts and previews whole. One part of a file at a time.
actor UploadService {
  private let store: any Store
  private let blobs: any BlobStore
  private let devices: DeviceService
  private let audit: AuditLog
  private let limits: CloudLimits
  private let gate: Gate
  /// Files that a part is written to now.
  private var busy: Set<String> = []
  /// Files whose stored part was compared with its hashes since the start.
  private var checked: Set<String> = []

  init(store: any Store, blobs: any BlobStore, devices: DeviceService, audit: AuditLog, limits: CloudLimits) {
    self.store = store
    self.blobs = blobs
    self.devices = devices
    self.audit = audit
    self.limits = limits
    gate = Gate(limits.simultaneousParts)
  }

  /// The incident, if the account may upload for it.
  func authorise(_ account: Address, for id: IncidentID) async throws -> StoredIncident {
    guard let incident = try await store.incident(id) else {
      throw CloudError(.notFound, "there is no such incident; hand it in first")
    }
    guard let device = try await store.device(incident.device),
      try await devices.isSameCamera(account, as: device)
    else { throw CloudError(.forbidden, "only the camera of the incident may upload; sign with its key") }
    guard incident.state != .refused else {
      throw CloudError(.conflict, "the incident was refused: \(incident.refusal?.rawValue ?? "")")
    }
    return incident
  }

  func state(_ rendition: Rendition, of id: IncidentID) async throws -> UploadReply {
    Self.reply(try await upload(rendition, of: id))
  }

  /// Takes a part whose signature was checked.
  /// - Parameter root: the content root that the signature names for the part.
  func take(
    _ range: ContentRange, of rendition: Rendition, incident: StoredIncident, root: Hash256,
    body: @escaping @Sendable (any BlobWriting) async throws -> Int
  ) async throws -> UploadReply {
    let name = Self.part(rendition, incident.id)
    guard busy.insert(name).inserted else {
      throw CloudError(.conflict, "another part of this file is on its way; wait for it")
    }
    defer { busy.remove(name) }
    var upload = try await upload(rendition, of: incident.id)
    try check(range, upload)
    let leaves = try await gate.run { [blobs] in
      try await Self.write(range, to: try await blobs.openPart(name, at: range.first), root: root, body)
    }
    upload.length = range.total
    upload.offset = range.last + 1
    upload.leaves += leaves
    if upload.offset == range.total { try await finish(&upload, incident) }
    try await store.update(upload)
    return Self.reply(upload)
  }

  private static func write(
    _ range: ContentRange, to file: any BlobWriting, root: Hash256,
    _ body: @Sendable (any BlobWriting) async throws -> Int
  ) async throws -> [Hash256] {
    do {
      let count = try await body(file)
      let leaves = try await file.finish()
      guard count == range.count else {
        throw CloudError(.malformed, "the body has not the length that content-range names")
      }
      guard MerkleTree(leaves: leaves).root == root else {
        throw CloudError(.unauthenticated, "the body is not the one that was signed; it was changed on its way")
      }
      return leaves
    } catch {
      await file.rollBack()
      throw error
    }
  }

  private func check(_ range: ContentRange, _ upload: StoredUpload) throws {
    guard !upload.isComplete, range.first == upload.offset, upload.length.map({ $0 == range.total }) ?? true else {
      throw CloudError(.badRange, "the upload stands at \(upload.offset); go on there")
    }
    guard range.total <= limits.sealedByteCount, range.count <= limits.partByteCount else {
      throw CloudError(
        .tooLarge, "a sealed file has at most \(limits.sealedByteCount) bytes and a part \(limits.partByteCount)")
    }
    guard range.last + 1 == range.total || range.count.isMultiple(of: ContentTree.chunkByteCount) else {
      throw CloudError(.badRange, "every part but the last has a multiple of 1 MiB")
    }
  }

  /// Gives a whole file its name if it is the one that the binding names; otherwise the upload begins anew.
  private func finish(_ upload: inout StoredUpload, _ incident: StoredIncident) async throws {
    let expected = incident.binding.binding.sealed(upload.rendition).ciphertextRoot
    let name = Self.part(upload.rendition, incident.id)
    guard MerkleTree(leaves: upload.leaves).root == expected else {
      (upload.length, upload.offset, upload.leaves) = (nil, 0, [])
      try await store.update(upload)
      try? await blobs.removePart(name)
      await audit.note(.refusal, incident.id.description, "\(upload.rendition): ciphertextDiffers")
      throw CloudError(.ciphertextDiffers, "the file is not the one that the device signed for; upload that one")
    }
    try await blobs.adopt(part: name, as: expected)
    upload.isComplete = true
    checked.remove(name)
  }

  /// How far an upload is. After a start the bytes on disk are compared with their hashes first: a power cut may have
  /// taken some that were not flushed.
  private func upload(_ rendition: Rendition, of id: IncidentID) async throws -> StoredUpload {
    var upload = try await store.upload(rendition, of: id)
    let name = Self.part(rendition, id)
    guard !upload.isComplete, upload.offset > 0, !checked.contains(name) else { return upload }
    let sound = try await blobs.soundChunks(ofPart: name, leaves: upload.leaves)
    checked.insert(name)
    if sound < upload.leaves.count {
      upload.leaves = Array(upload.leaves.prefix(sound))
      upload.offset = sound * ContentTree.chunkByteCount
      try await store.update(upload)
    }
    return upload
  }

  /// Takes a preview.
  func takePreview(_ index: Int, _ file: [UInt8], of incident: StoredIncident) async throws {
    let expected = incident.binding.binding.previews[index]
    guard Keccak256.hash(file) == expected, file.starts(with: [0xFF, 0xD8, 0xFF]) else {
      await audit.note(.refusal, incident.id.description, "preview \(index): previewDiffers")
      throw CloudError(.previewDiffers, "the preview is not the picture that the device signed for; upload that one")
    }
    try await blobs.put(file, as: expected)
    try await store.setPreview(index, of: incident.id)
  }

  private static func part(_ rendition: Rendition, _ id: IncidentID) -> String { "\(id.value.hex)-\(rendition)" }

  private static func reply(_ upload: StoredUpload) -> UploadReply {
    UploadReply(offset: upload.offset, length: upload.length, isComplete: upload.isComplete)
  }
}
