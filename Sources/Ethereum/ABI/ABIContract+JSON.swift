extension ABIContract {
  /// Reads the JSON that compilers write: an array of definitions, or an object with one under `abi`.
  /// - Throws: `malformedJSON`, `malformedType`, `malformedDefinition`.
  package init(json: JSON) throws(EthereumError) {
    self.init()
    guard let entries = (json["abi"] ?? json).array else {
      throw EthereumError(.malformedDefinition, "the contract's JSON is neither an array nor has one under “abi”")
    }
    for entry in entries { add(try ABIDefinition(json: entry)) }
  }

  /// Reads the JSON that compilers write.
  /// - Throws: `malformedJSON`, `malformedType`, `malformedDefinition`.
  package init(jsonText: some Sequence<UInt8>) throws(EthereumError) { try self.init(json: JSON(parsing: jsonText)) }
}

extension ABIDefinition {
  /// Reads one entry of a contract's JSON.
  init(json: JSON) throws(EthereumError) {
    // The oldest compilers left the type out for functions.
    let kind = json["type"]?.string ?? "function"
    switch kind {
    case "function":
      self = .function(
        ABIFunction(
          try Self.name(json), inputs: try Self.parameters(json["inputs"]),
          outputs: try Self.parameters(json["outputs"]),
          mutability: try Self.mutability(json)))
    case "event":
      self = .event(
        ABIEvent(
          try Self.name(json), inputs: try Self.parameters(json["inputs"]),
          isAnonymous: json["anonymous"]?.bool ?? false))
    case "error": self = .error(ABIErrorDefinition(try Self.name(json), inputs: try Self.parameters(json["inputs"])))
    case "constructor":
      self = .constructor(try Self.parameters(json["inputs"]), isPayable: try Self.mutability(json) == .payable)
    case "receive": self = .receive
    case "fallback": self = .fallback
    default: throw EthereumError(.malformedDefinition, "the contract's JSON defines an unknown “\(kind.prefix(40))”")
    }
  }

  private static func name(_ json: JSON) throws(EthereumError) -> String {
    guard let name = json["name"]?.string, !name.isEmpty else {
      throw EthereumError(.malformedDefinition, "a definition in the contract's JSON has no name")
    }
    return name
  }

  private static func mutability(_ json: JSON) throws(EthereumError) -> ABIFunction.Mutability {
    if let text = json["stateMutability"]?.string {
      guard let mutability = ABIFunction.Mutability(rawValue: text) else {
        throw EthereumError(.malformedDefinition, "“\(text.prefix(40))” is not a state mutability")
      }
      return mutability
    }
    if json["payable"]?.bool == true { return .payable }
    return json["constant"]?.bool == true ? .view : .nonpayable
  }

  private static func parameters(_ json: JSON?, depth: Int = 0) throws(EthereumError) -> [ABIParameter] {
    guard let json else { return [] }
    guard let entries = json.array, depth < ABITypeParser.maximumDepth else {
      throw EthereumError(.malformedDefinition, "the parameters of a definition are not a list, or nested too deep")
    }
    var parameters = [ABIParameter]()
    for entry in entries {
      guard let text = entry["type"]?.string else {
        throw EthereumError(.malformedDefinition, "a parameter in the contract's JSON has no type")
      }
      let type: ABIType
      if text.hasPrefix("tuple") {
        let members = try Self.parameters(entry["components"] ?? .array([]), depth: depth + 1)
        type = try ABIType("()" + text.dropFirst(5)).replacingInnermost(by: .tuple(members))
      } else {
        type = try ABIType(text)
      }
      parameters.append(
        ABIParameter(entry["name"]?.string ?? "", type: type, isIndexed: entry["indexed"]?.bool ?? false))
    }
    return parameters
  }
}

extension ABIType {
  /// The same arrays around another element.
  fileprivate func replacingInnermost(by type: ABIType) -> ABIType {
    switch self {
    case .array(let element): .array(element.replacingInnermost(by: type))
    case .fixedArray(let element, let count): .fixedArray(element.replacingInnermost(by: type), count: count)
    default: type
    }
  }
}
