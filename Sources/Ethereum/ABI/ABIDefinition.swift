/// One definition of a contract's interface.
enum ABIDefinition: Sendable, Hashable {
  case function(ABIFunction)
  case event(ABIEvent)
  case error(ABIErrorDefinition)
  case constructor([ABIParameter], isPayable: Bool)
  case receive, fallback

  /// Reads a definition in Solidity's notation.
  /// - Throws: `malformedType`, `malformedDefinition`.
  init(_ text: String) throws(EthereumError) {
    var parser = ABITypeParser(text)
    let keyword = parser.word()
    switch keyword {
    case "function":
      self = .function(try Self.function(&parser))
    case "event":
      let name = try Self.name(&parser)
      let inputs = try parser.parameters(allowIndexed: true)
      let words = Self.words(&parser)
      guard words.isEmpty || words == ["anonymous"] else { throw Self.error("an event") }
      self = .event(ABIEvent(name, inputs: inputs, isAnonymous: !words.isEmpty))
    case "error":
      self = .error(ABIErrorDefinition(try Self.name(&parser), inputs: try parser.parameters()))
    case "constructor":
      self = .constructor(try parser.parameters(), isPayable: Self.words(&parser).contains("payable"))
    case "receive", "fallback":
      _ = try parser.parameters()
      _ = Self.words(&parser)
      if keyword == "fallback", parser.peek == "(" { _ = try parser.parameters() }
      self = keyword == "receive" ? .receive : .fallback
    default:
      throw Self.error("a definition; it begins with function, event, error, constructor, receive or fallback")
    }
    _ = parser.skip(";")
    try parser.expectEnd()
  }

  private static func function(_ parser: inout ABITypeParser) throws(EthereumError) -> ABIFunction {
    let name = try name(&parser)
    let inputs = try parser.parameters()
    var mutability = ABIFunction.Mutability.nonpayable
    var outputs = [ABIParameter]()
    for word in words(&parser) {
      switch word {
      case "pure", "view", "payable", "nonpayable": mutability = ABIFunction.Mutability(rawValue: word) ?? mutability
      case "constant": mutability = .view
      case "external", "public", "internal", "private", "virtual", "override": break
      case "returns": outputs = try parser.parameters()
      default: throw error("a function; “\(word.prefix(40))” is not known")
      }
    }
    return ABIFunction(name, inputs: inputs, outputs: outputs, mutability: mutability)
  }

  /// The words up to the next sign.
  private static func words(_ parser: inout ABITypeParser) -> [String] {
    var words = [String]()
    while let word = parser.word() { words.append(word) }
    return words
  }

  private static func name(_ parser: inout ABITypeParser) throws(EthereumError) -> String {
    guard let name = parser.word(), name.first?.isNumber == false else {
      throw error("a definition; its name is missing")
    }
    return name
  }

  private static func error(_ what: String) -> EthereumError {
    EthereumError(.malformedDefinition, "the text is not \(what)")
  }
}
