import Foundation

/// Numbers that Python computed, `training/sound/vectors/*.json`.
enum SoundVectors {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func load<Value: Decodable>(_ name: String, as: Value.Type) throws -> Value {
    let file = root.appending(path: "training/sound/vectors/\(name).json")
    return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
  }
}
