internal import Cryptography
internal import Foundation
internal import GRDB
internal import VeilCloudAPI

extension Hash256 {
  var data: Data { Data(bytes) }
}

extension Address {
  var data: Data { Data(bytes) }
}

/// What a row holds, in the house's types. The schema's checks keep lengths right; another value is damage.
extension Row {
  func data(_ name: String) throws -> Data {
    guard let data = self[name] as Data? else { throw Row.damaged }
    return data
  }

  func hash(_ name: String) throws -> Hash256 {
    guard let hash = Hash256(try data(name)) else { throw Row.damaged }
    return hash
  }

  func optionalHash(_ name: String) throws -> Hash256? { hasNull(name) ? nil : try hash(name) }

  func address(_ name: String) throws -> Address {
    guard let address = Address(try data(name)) else { throw Row.damaged }
    return address
  }

  func optionalAddress(_ name: String) throws -> Address? { hasNull(name) ? nil : try address(name) }

  func integer<Integer: FixedWidthInteger>(_ name: String, as type: Integer.Type = Integer.self) throws -> Integer {
    guard let value = self[name] as Int64?, let integer = Integer(exactly: value) else { throw Row.damaged }
    return integer
  }

  func text(_ name: String) throws -> String {
    guard let text = self[name] as String? else { throw Row.damaged }
    return text
  }

  private func hasNull(_ name: String) -> Bool { (self[name] as DatabaseValue).isNull }

  static var damaged: CloudError {
    CloudError(.internalError, "the cloud's store holds something that it cannot have written; restore the backup")
  }
}
