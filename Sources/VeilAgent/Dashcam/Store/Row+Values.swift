internal import Cryptography
internal import Foundation
internal import GRDB

extension Row {
  func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { Array($0) } }

  func bytes(_ column: String) throws -> [UInt8] {
    guard let bytes = optionalBytes(column) else { throw AgentStore.damaged }
    return bytes
  }

  func address(_ column: String) throws -> Address {
    guard let address = Address(try bytes(column)) else { throw AgentStore.damaged }
    return address
  }

  func hash(_ column: String) throws -> Hash256 {
    guard let hash = Hash256(try bytes(column)) else { throw AgentStore.damaged }
    return hash
  }
}

extension Address {
  /// As a column holds it.
  var blob: Data { Data(bytes) }
}

extension Hash256 {
  /// As a column holds it.
  var blob: Data { Data(bytes) }
}
