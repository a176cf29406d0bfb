package import Cryptography
package import VeilEvidence

extension CloudClient {
  /// Sends the features of an incident, in place of earlier ones.
  /// - Parameter key: of the device that signed the binding, or of a later one of the same camera.
  package func submitFeatures(
    _ contribution: [UInt8], of incident: IncidentID, by key: SecretKey
  ) async throws -> FeaturesReply {
    let request = CloudRequest(
      "PUT", "/v1/incidents/\(incident)/features", headers: ["content-type": "application/json"], body: contribution)
    return try decode(await perform(request, by: key))
  }

  /// Has the cloud forget the features of all incidents of a camera.
  /// - Parameter key: of any device of the camera.
  package func forgetFeatures(by key: SecretKey) async throws -> FeaturesReply {
    try decode(await perform(CloudRequest("DELETE", "/v1/features"), by: key))
  }

  /// Says what the incident of a request was.
  /// - Parameter key: of the incident's owner, or the account that made the request.
  package func say(_ verdict: IncidentVerdict, of request: Address, by key: SecretKey) async throws -> VerdictReply {
    try await post("/v1/requests/\(request)/verdict", VerdictRequest(verdict: verdict), by: key)
  }

  /// The newest published version of what notices accidents.
  /// - Throws: ``CloudError`` `notFound` where none was published.
  package func latestAccidentModel() async throws -> Int {
    try await get("/v1/models/accident", as: ModelVersionReply.self).version
  }

  /// A published version, signed by its publisher.
  package func accidentModel(_ version: Int) async throws -> [UInt8] {
    try await perform(CloudRequest("GET", "/v1/models/accident/\(version)")).body
  }
}
