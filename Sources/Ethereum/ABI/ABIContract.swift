package import Cryptography

/// What a contract offers: functions, events and errors, read from JSON or from Solidity's notation.
package struct ABIContract: Sendable, Hashable {
  package private(set) var functions: [ABIFunction] = []
  package private(set) var events: [ABIEvent] = []
  package private(set) var errors: [ABIErrorDefinition] = []
  /// What the constructor takes; nothing if there is none.
  package private(set) var constructor: [ABIParameter] = []
  package private(set) var isConstructorPayable = false
  /// Whether a plain transfer, or a call of an unknown function, is answered.
  package private(set) var hasReceive = false
  package private(set) var hasFallback = false

  package init() {}

  /// Reads definitions such as `function transfer(address to, uint256 amount) returns (bool)`,
  /// `event Paid(address indexed from, uint256 amount)`, `error Late(uint256 deadline)`, `constructor(address owner)`.
  /// - Throws: `malformedType`, `malformedDefinition`.
  package init(_ definitions: [String]) throws(EthereumError) {
    for definition in definitions { add(try ABIDefinition(definition)) }
  }

  mutating func add(_ definition: ABIDefinition) {
    switch definition {
    case .function(let function): functions.append(function)
    case .event(let event): events.append(event)
    case .error(let error): errors.append(error)
    case .constructor(let inputs, let isPayable):
      constructor = inputs
      isConstructorPayable = isPayable
    case .receive: hasReceive = true
    case .fallback: hasFallback = true
    }
  }

  /// The function of a name, or of a signature where a name has several.
  /// - Throws: `malformedDefinition` if there is none, or more than one of that name.
  package func function(_ name: String) throws(EthereumError) -> ABIFunction {
    try Self.only(functions.filter { $0.name == name || $0.signature == name }, "function", name)
  }

  /// The function that a call's data begins with.
  package func function(selector: ABISelector) -> ABIFunction? { functions.first { $0.selector == selector } }

  /// The event of a name or signature.
  /// - Throws: `malformedDefinition` if there is none, or more than one of that name.
  package func event(_ name: String) throws(EthereumError) -> ABIEvent {
    try Self.only(events.filter { $0.name == name || $0.signature == name }, "event", name)
  }

  /// The event whose logs begin with a topic.
  package func event(topic: Hash256) -> ABIEvent? { events.first { !$0.isAnonymous && $0.topic == topic } }

  /// The error that revert data begins with.
  package func error(selector: ABISelector) -> ABIErrorDefinition? { errors.first { $0.selector == selector } }

  /// The data of a transaction that deploys the contract: its code and the constructor's arguments.
  /// - Throws: `valueDoesNotFit`.
  package func encodeDeployment(code: [UInt8], _ arguments: [ABIValue]) throws(EthereumError) -> [UInt8] {
    code + (try ABIEncoder.encode(arguments, as: constructor.map(\.type)))
  }

  private static func only<Definition>(
    _ found: [Definition], _ kind: String, _ name: String
  ) throws(EthereumError) -> Definition {
    guard let first = found.first, found.count == 1 else {
      let problem = found.isEmpty ? "has no" : "has more than one"
      throw EthereumError(.malformedDefinition, "the contract \(problem) \(kind) “\(name)”")
    }
    return first
  }
}
