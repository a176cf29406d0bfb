import Foundation
import VeilAccident
import VeilCloudAPI

/// Published heads at a cloud. Nothing is written there: a publisher puts them into the cloud's folder.
struct CloudShelf: ModelShelf {
  private let client: CloudClient

  init(address: String) throws { client = CloudClient(transport: try HTTPCloudTransport(address: address)) }

  /// A folder, or the address of a cloud.
  static func shelf(at place: String) throws -> any ModelShelf {
    place.hasPrefix("http://") || place.hasPrefix("https://")
      ? try CloudShelf(address: place) : FolderShelf(folder: place)
  }

  func latest() async throws -> Int? {
    do {
      return try await client.latestAccidentModel()
    } catch let error as CloudError where error.code == .notFound {
      return nil
    }
  }

  func read(_ version: Int) async throws -> Data { Data(try await client.accidentModel(version)) }

  func write(_ bytes: Data, version: Int) async throws {
    throw AccidentError(.notWritable, "a cloud takes no models; publish into the folder models in its --data")
  }
}
