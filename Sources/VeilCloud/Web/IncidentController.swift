internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilEvidence

/// Incidents and their uploads.
struct IncidentController: Sendable {
  let store: any Store
  let incidents: IncidentService
  let uploads: UploadService
  let verifier: Verifier
  let bodies: SignedBody

  func addRoutes(to router: Router<CloudContext>) {
    router.post("/v1/incidents") { request, _ in
      let incident = try await incidents.submit(try await bodies.json(request, as: IncidentSubmission.self))
      return try APIReply.json(try await reply(incident))
    }
    router.get("/v1/incidents/:incident") { _, context in
      try APIReply.json(try await reply(try await store.incident(try context.incident())))
    }
    router.get("/v1/evidence/:evidence") { _, context in
      try APIReply.json(try await reply(try await store.incident(evidence: try context.address("evidence"))))
    }
    router.head("/v1/incidents/:incident/renditions/:rendition") { _, context in
      Self.answer(try await uploads.state(try context.rendition(), of: try context.incident()))
    }
    router.put("/v1/incidents/:incident/renditions/:rendition", use: upload)
    router.put("/v1/incidents/:incident/previews/:index", use: uploadPreview)
  }

  private func upload(_ request: Request, _ context: CloudContext) async throws -> Response {
    let rendition = try context.rendition()
    let (root, signer) = try bodies.announced(request)
    let incident = try await uploads.authorise(signer, for: try context.incident())
    guard let text = request.headers[.contentRange], let range = ContentRange(text) else {
      throw CloudError(.badRange, "the request needs content-range: bytes first-last/total")
    }
    let reader = bodies.reader
    let state = try await uploads.take(range, of: rendition, incident: incident, root: root) { file in
      try await reader.stream(request, limit: range.count, to: file)
    }
    if state.isComplete { await verify(incident.id) }
    return try APIReply.json(state)
  }

  private func uploadPreview(_ request: Request, _ context: CloudContext) async throws -> Response {
    guard let index = context.parameters.get("index").flatMap({ Int($0) }), (0...2).contains(index) else {
      throw CloudError(.malformed, "previews are numbered 0 to 2")
    }
    let id = try context.incident()
    let (file, signer) = try await bodies.signedBytes(request, limit: bodies.reader.limits.previewByteCount)
    let incident = try await uploads.authorise(signer, for: id)
    try await uploads.takePreview(index, file, of: incident)
    await verify(id)
    return try APIReply.json(try await reply(try await store.incident(id)))
  }

  /// Where the ledger cannot be reached the upload stands all the same, and the verification comes later.
  private func verify(_ id: IncidentID) async { _ = try? await verifier.runIfComplete(id) }

  private static func answer(_ state: UploadReply) -> Response {
    var response = Response(status: .ok, headers: [.cacheControl: "no-store"])
    let fields = [
      (CloudHeader.uploadOffset, String(state.offset)), (CloudHeader.uploadLength, state.length.map { String($0) }),
      (CloudHeader.uploadComplete, state.isComplete ? "true" : "false"),
    ]
    for (name, value) in fields {
      if let name = HTTPField.Name(name), let value { response.headers[name] = value }
    }
    return response
  }

  /// Everything that the cloud says of an incident.
  func reply(_ incident: StoredIncident?) async throws -> IncidentReply {
    guard let incident else { throw CloudError(.notFound, "this cloud has no such incident") }
    let binding = incident.binding.binding
    let states = try await (uploads.state(.original, of: incident.id), uploads.state(.protected, of: incident.id))
    let previews = zip(binding.previews, try await store.previews(of: incident.id))
    return IncidentReply(
      incident: incident.id.value, state: incident.state, refusal: incident.refusal, owner: binding.owner,
      evidence: incident.evidence, transaction: incident.transaction, verification: incident.verification,
      place: PlaceReply(row: incident.place.row, column: incident.place.column, bucket: incident.place.bucket),
      received: incident.received,
      original: .init(ciphertextRoot: binding.original.ciphertextRoot, state: states.0),
      protected: .init(ciphertextRoot: binding.protected.ciphertextRoot, state: states.1),
      previews: previews.map { .init(hash: $0, isComplete: $1) }, checks: incident.checks,
      binding: JSONValue(incident.binding.json), claim: JSONValue(incident.claim.json))
  }
}
