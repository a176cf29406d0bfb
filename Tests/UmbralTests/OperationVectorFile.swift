import Cryptography
import Foundation
import Testing

@testable import Umbral

/// A file of pyUmbral's vectors for operations on scalars or points, which do not depend on Umbral's hashes.
struct OperationVectorFile: Decodable {
  private let operands: [String: String]
  private let vectors: [Vector]

  private struct Vector: Decodable {
    let operation, result: String
  }

  private enum CodingKeys: String, CodingKey { case vectors }

  init(from decoder: any Decoder) throws {
    vectors = try decoder.container(keyedBy: CodingKeys.self).decode([Vector].self, forKey: .vectors)
    let texts = try decoder.singleValueContainer().decode([String: Text].self)
    operands = texts.compactMapValues(\.value)
  }

  private struct Text: Decodable {
    let value: String?
    init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(String.self) }
  }

  /// Runs the vectors and returns how many there were.
  func check(_ path: String) throws -> Int {
    for vector in vectors {
      let result = try operands["first Point operand"] == nil ? scalar(vector.operation) : point(vector.operation)
      #expect(result.map { $0 == vector.result } ?? false, "\(path), \(vector.operation)")
    }
    return vectors.count
  }

  private func scalar(_ operation: String) throws -> String? {
    let first = try secretScalar(try #require(operands["first operand"]))
    let second = try secretScalar(try #require(operands["second operand"]))
    let result: SecretScalar? =
      switch operation {
      case "Addition": try first.adding(second)
      case "Subtraction": try first.adding(try second.negated())
      case "Multiplication": try first.multiplied(by: second)
      case "Inverse", "Inversion": try first.inverted()
      default: nil
      }
    return result?.revealed().value.hex
  }

  private func point(_ operation: String) throws -> String? {
    let first = try publicKey(try #require(operands["first Point operand"])).point
    let second = try publicKey(try #require(operands["second Point operand"])).point
    let factor = try #require(operands["CurveBN operand"] ?? operands["Scalar operand"])
    return switch operation {
    case "Addition": try first.adding(second).description
    case "Subtraction": try first.adding(try second.negated()).description
    case "Multiplication": try first.multiplied(by: try secretScalar(factor)).description
    case "Inversion": try first.negated().description
    case "To_affine.X": Hex.encode(first.uncompressed[1..<33])
    case "To_affine.Y": Hex.encode(first.uncompressed[33...])
    default: nil
    }
  }
}
