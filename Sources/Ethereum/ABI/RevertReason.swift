internal import Cryptography

/// Why a contract refused a call.
package enum RevertReason: Sendable, Hashable {
  /// `require(condition, "message")`: `Error(string)`.
  case message(String)
  /// A check that the compiler put in: `Panic(uint256)`.
  case panic(UInt256)
  /// An error of the contract's own.
  case custom(ABIErrorDefinition, [ABIValue])
  /// An error that no definition is known for.
  case unknown([UInt8])
  /// A revert without data.
  case none

  private static let errorDefinition = ABIErrorDefinition("Error", inputs: [ABIParameter("message", type: .string)])
  private static let panicDefinition = ABIErrorDefinition("Panic", inputs: [ABIParameter("code", type: .uint256)])

  /// Reads revert data; what cannot be read is `unknown`.
  /// - Parameter contract: where custom errors are looked up.
  package init(_ data: [UInt8], contract: ABIContract? = nil) {
    if data.isEmpty {
      self = .none
    } else if let text = (try? Self.errorDefinition.decode(data))?.first?.string {
      self = .message(text)
    } else if let code = (try? Self.panicDefinition.decode(data))?.first?.uint {
      self = .panic(code)
    } else if let definition = ABISelector(prefixOf: data).flatMap({ contract?.error(selector: $0) }),
      let values = try? definition.decode(data)
    {
      self = .custom(definition, values)
    } else {
      self = .unknown(data)
    }
  }
}

extension RevertReason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .message(let text): text.isEmpty ? "no reason given" : text
    case .panic(let code): Self.meaning(ofPanic: code)
    case .custom(let definition, let values): definition.name + ABIValue.tuple(values).description
    case .unknown(let data): "an unknown error, \(Hex.encode(data.prefix(68), prefix: true))"
    case .none: "no reason given"
    }
  }

  /// The panic codes of the Solidity documentation.
  private static func meaning(ofPanic code: UInt256) -> String {
    switch code {
    case 0x00: "panic: unspecified"
    case 0x01: "panic: an assertion failed"
    case 0x11: "panic: arithmetic overflow or underflow"
    case 0x12: "panic: division by zero"
    case 0x21: "panic: not a value of the enumeration"
    case 0x22: "panic: damaged byte array in storage"
    case 0x31: "panic: pop from an empty array"
    case 0x32: "panic: index out of bounds"
    case 0x41: "panic: out of memory"
    case 0x51: "panic: call of an uninitialised function"
    default: "panic: code \(code.hex)"
    }
  }
}
