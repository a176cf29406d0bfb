internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI

/// Features, verdicts, and the models that come of them.
struct LearningController: Sendable {
  let learning: LearningService
  let uploads: UploadService
  let bodies: SignedBody

  func addRoutes(to router: Router<CloudContext>) {
    router.put("/v1/incidents/:incident/features") { request, context in
      let id = try context.incident()
      let (bytes, signer) = try await bodies.signedBytes(request, limit: bodies.reader.limits.featuresByteCount)
      return try APIReply.json(try await learning.take(bytes, of: try await uploads.authorise(signer, for: id)))
    }
    router.delete("/v1/features") { request, _ in
      let (_, signer) = try await bodies.signedBytes(request, limit: 0)
      return try APIReply.json(try await learning.forget(by: signer))
    }
    router.post("/v1/requests/:request/verdict") { request, context in
      let contract = try context.address("request")
      let (message, signer) = try await bodies.signedJSON(request, as: VerdictRequest.self)
      return try APIReply.json(try await learning.say(message.verdict, of: contract, signer: signer))
    }
    router.get("/v1/models/accident") { _, _ in try APIReply.json(try await learning.latest()) }
    router.get("/v1/models/accident/:version") { _, context in
      guard let version = context.parameters.get("version").flatMap({ Int($0) }) else {
        throw CloudError(.malformed, "a version is a number, 1 or more")
      }
      let bytes = try await learning.model(version)
      return Response(
        status: .ok, headers: [.contentType: "application/json", .cacheControl: "public, max-age=86400, immutable"],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
  }
}
