package import Cryptography

/// An event of a contract: up to three indexed values as topics (four if anonymous), the others in the data.
package struct ABIEvent: Sendable, Hashable {
  /// What a log tells of one parameter.
  package enum Field: Sendable, Hashable {
    case value(ABIValue)
    /// An indexed value of a type that does not fit a topic: only its hash is known.
    case hashed(Hash256)

    package var value: ABIValue? {
      guard case .value(let value) = self else { return nil }
      return value
    }
  }

  package let name: String
  package let inputs: [ABIParameter]
  package let isAnonymous: Bool

  package init(_ name: String, inputs: [ABIParameter], isAnonymous: Bool = false) {
    self.name = name
    self.inputs = inputs
    self.isAnonymous = isAnonymous
  }

  package var signature: String { ABIFunction.signature(name, inputs) }

  /// The hash of the signature: the first topic of every log of an event that is not anonymous.
  package var topic: Hash256 { Keccak256.hash(signature.utf8) }

  /// The fields of a log, in the order of the definition.
  /// - Throws: `malformedABI`, also where the log belongs to another event.
  package func decode(topics: [Hash256], data: [UInt8]) throws(EthereumError) -> [Field] {
    var topics = topics[...]
    if !isAnonymous, topics.popFirst() != topic {
      throw EthereumError(.malformedABI, "the log is not the event \(signature)")
    }
    guard topics.count == inputs.count(where: \.isIndexed) else {
      throw EthereumError(.malformedABI, "the log has not as many topics as the event \(signature)")
    }
    var values = try ABIDecoder.decode(data, as: inputs.filter { !$0.isIndexed }.map(\.type))[...]
    var fields = [Field]()
    for input in inputs {
      if !input.isIndexed, let value = values.popFirst() {
        fields.append(.value(value))
      } else if let topic = topics.popFirst() {
        fields.append(try Self.field(input.type, topic: topic))
      }
    }
    return fields
  }

  /// The topics that a filter for logs with these indexed values needs; nil stands for any value.
  /// - Parameter indexed: one entry for each indexed parameter, fewer if the last ones do not matter.
  /// - Throws: `valueDoesNotFit`.
  package func filter(_ indexed: [ABIValue?]) throws(EthereumError) -> [Hash256?] {
    let types = inputs.filter(\.isIndexed).map(\.type)
    guard indexed.count <= types.count else {
      throw EthereumError(.valueDoesNotFit, "the event \(signature) has only \(types.count) indexed values")
    }
    var topics: [Hash256?] = isAnonymous ? [] : [topic]
    for (value, type) in zip(indexed, types) {
      topics.append(try value.map { value throws(EthereumError) in try Self.topic(value, as: type) })
    }
    return topics
  }

  /// The topic of an indexed value: the value itself where it fits a word, else the hash of its packed encoding.
  package static func topic(_ value: ABIValue, as type: ABIType) throws(EthereumError) -> Hash256 {
    guard fitsTopic(type) else { return Keccak256.hash(try inPlace(value, as: type, outermost: true)) }
    guard let topic = Hash256(try ABIEncoder.word(value, as: type)) else { throw ABIEncoder.misfit(value, type) }
    return topic
  }

  private static func field(_ type: ABIType, topic: Hash256) throws(EthereumError) -> Field {
    fitsTopic(type) ? .value(try ABIDecoder.value(type, word: topic.bytes[...])) : .hashed(topic)
  }

  private static func fitsTopic(_ type: ABIType) -> Bool {
    switch type {
    case .bytes, .string, .array, .fixedArray, .tuple: false
    default: true
    }
  }

  /// The encoding that indexed values are hashed in: no lengths, no offsets, elements padded to words ("Encoding of
  /// Indexed Event Parameters" of the ABI specification).
  private static func inPlace(
    _ value: ABIValue, as type: ABIType, outermost: Bool
  ) throws(EthereumError) -> [UInt8] {
    switch (type, value) {
    case (.bytes, .bytes(let bytes)): return outermost ? bytes : ABIEncoder.padded(bytes)
    case (.string, .string(let text)): return outermost ? Array(text.utf8) : ABIEncoder.padded(Array(text.utf8))
    case (.array(let element), .array(let values)):
      return try inPlace(values, as: [ABIType](repeating: element, count: values.count))
    case (.fixedArray(let element, let count), .array(let values)):
      guard values.count == count else { throw ABIEncoder.misfit(value, type) }
      return try inPlace(values, as: [ABIType](repeating: element, count: count))
    case (.tuple(let members), .tuple(let values)):
      guard values.count == members.count else { throw ABIEncoder.misfit(value, type) }
      return try inPlace(values, as: members.map(\.type))
    default: return try ABIEncoder.word(value, as: type)
    }
  }

  private static func inPlace(_ values: [ABIValue], as types: [ABIType]) throws(EthereumError) -> [UInt8] {
    var encoding = [UInt8]()
    for (value, type) in zip(values, types) { encoding += try inPlace(value, as: type, outermost: false) }
    return encoding
  }
}
