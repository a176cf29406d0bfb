internal import Cryptography
internal import Foundation
internal import GRDB

extension Row {
  func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { Array($0) } }

  func bytes(_ column: String) throws -> [UInt8] {
    guard let bytes = optionalBytes(column) else { throw StoredRecord.damaged }
    return bytes
  }

  func hash(_ column: String) throws -> Hash256 {
    guard let hash = Hash256(try bytes(column)) else { throw StoredRecord.damaged }
    return hash
  }
}

extension Sequence where Element == UInt8 {
  /// As a column holds it.
  var blob: Data { Data(self) }
}

extension Hash256 {
  /// As a column holds it.
  var blob: Data { Data(bytes) }
}
