import Cryptography
import Ethereum
import Testing

@Suite struct ABIEventTests {
  private let transfer: ABIEvent
  private let from = Address([UInt8](repeating: 1, count: 20)) ?? .zero

  init() throws {
    transfer = try ABIContract(["event Transfer(address indexed from, address indexed to, uint256 value)"]).event(
      "Transfer")
  }

  @Test func topicsAndData() throws {
    #expect(transfer.topic.hex == "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
    let topics = try transfer.filter([.address(from), .address(.zero)]).compactMap { $0 }
    let fields = try transfer.decode(topics: topics, data: UInt256(9).bigEndianBytes)
    #expect(fields.map(\.value) == [.address(from), .address(.zero), .uint(9)])
    #expect(try transfer.filter([nil, .address(from)])[1] == nil)
    #expect(throws: EthereumError.self) { try transfer.filter([nil, nil, nil]) }
  }

  @Test func logsOfOtherEventsAreRefused() throws {
    let topics = try transfer.filter([.address(from), .address(.zero)]).compactMap { $0 }
    #expect(throws: EthereumError.self) { try transfer.decode(topics: [], data: []) }
    #expect(throws: EthereumError.self) {
      try transfer.decode(topics: Array(topics.dropLast()), data: UInt256(9).bigEndianBytes)
    }
    #expect(throws: EthereumError.self) {
      try transfer.decode(topics: [Hash256()] + topics.dropFirst(), data: UInt256(9).bigEndianBytes)
    }
    #expect(throws: EthereumError.self) { try transfer.decode(topics: topics, data: []) }
    var dirty = topics
    dirty[1] = Hash256([UInt8](repeating: 0xFF, count: 32)) ?? Hash256()
    #expect(throws: EthereumError.self) { try transfer.decode(topics: dirty, data: UInt256(9).bigEndianBytes) }
  }

  /// "Encoding of Indexed Event Parameters": dynamic values are hashed in place, elements padded, lengths left out.
  @Test func indexedDynamicValuesAreHashed() throws {
    let event = try ABIContract([
      "event E(string indexed s, uint8[] indexed a, (string,uint16) indexed t, bytes[2] indexed b, bool c)"
    ]).event("E")
    #expect(try ABIEvent.topic(.string("né"), as: .string) == Keccak256.hash("né".utf8))
    let array = try ABIEvent.topic(.array([.uint(1), .uint(2)]), as: .array(.uint(bits: 8)))
    #expect(array == Keccak256.hash(UInt256(1).bigEndianBytes + UInt256(2).bigEndianBytes))
    let text = Array("hi".utf8) + [UInt8](repeating: 0, count: 30)
    let tuple = try ABIEvent.topic(.tuple([.string("hi"), .uint(7)]), as: .tuple(of: [.string, .uint(bits: 16)]))
    #expect(tuple == Keccak256.hash(text + UInt256(7).bigEndianBytes))
    let pair = try ABIEvent.topic(
      .array([.bytes(Array("hi".utf8)), .bytes([])]), as: .fixedArray(.bytes, count: 2))
    #expect(pair == Keccak256.hash(text))
    // Four indexed values are one too many for a log that is not anonymous, so the decoder is asked for all but one.
    let three = ABIEvent("E", inputs: Array(event.inputs[0..<3]) + [event.inputs[4]])
    let fields = try three.decode(
      topics: [three.topic, Keccak256.hash("né".utf8), array, tuple], data: UInt256(1).bigEndianBytes)
    #expect(fields == [.hashed(Keccak256.hash("né".utf8)), .hashed(array), .hashed(tuple), .value(.bool(true))])
  }

  @Test func anonymousEventsHaveNoTopicOfTheirOwn() throws {
    let event = try ABIContract(["event A(uint indexed a, uint b) anonymous"]).event("A")
    let topic = try #require(Hash256(UInt256(5).bigEndianBytes))
    #expect(try event.decode(topics: [topic], data: UInt256(6).bigEndianBytes).map(\.value) == [.uint(5), .uint(6)])
    #expect(try event.filter([.uint(5)]) == [topic])
  }

  @Test func filtersMatchAsNodesDo() {
    let log = Log(
      address: from, topics: [transfer.topic, Hash256()], data: [], blockNumber: 1, blockHash: Hash256(),
      transactionHash: Hash256(), index: 0)
    #expect(LogFilter().matches(log))
    #expect(LogFilter(addresses: [from], events: [transfer]).matches(log))
    #expect(!LogFilter(addresses: [.zero]).matches(log))
    #expect(LogFilter(topics: [[], [Hash256()]]).matches(log))
    #expect(!LogFilter(topics: [[], [transfer.topic]]).matches(log))
    #expect(!LogFilter(topics: [[], [], []]).matches(log))
  }

  @Test func revertReasons() throws {
    let contract = try ABIContract(["error Late(uint256 deadline, string why)"])
    let message = try Hex.decode("08c379a0") + ABIEncoder.encode([.string("too late")], as: [.string])
    #expect(RevertReason(message) == .message("too late"))
    #expect(RevertReason(message).description == "too late")
    let panic = try Hex.decode("4e487b71") + UInt256(0x11).bigEndianBytes
    #expect(RevertReason(panic) == .panic(0x11))
    #expect(RevertReason(panic).description.contains("overflow"))
    let late = try #require(contract.errors.first)
    let values: [ABIValue] = [.uint(5), .string("over")]
    let custom = late.selector.bytes + (try ABIEncoder.encode(values, as: late.inputs.map(\.type)))
    #expect(RevertReason(custom, contract: contract) == .custom(late, values))
    #expect(RevertReason(custom, contract: contract).description == "Late(5, \"over\")")
    #expect(RevertReason(custom) == .unknown(custom))
    #expect(RevertReason([]) == RevertReason.none)
    #expect(RevertReason(Array(message.dropLast(40))) == .unknown(Array(message.dropLast(40))))
  }
}
