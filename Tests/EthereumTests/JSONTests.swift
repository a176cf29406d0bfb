import Ethereum
import Testing

@Suite struct JSONTests {
  @Test func numbersKeepTheirDigits() throws {
    let text = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(try JSON(parsing: text) == .number(text))
    #expect(try JSON(parsing: "[1.50, -0, 1E+2]") == [.number("1.50"), .number("-0"), .number("1E+2")])
  }

  @Test func textSurvives() throws {
    let value = JSON.string("a\"\\\n\u{1}é🚗")
    #expect(try JSON(parsing: value.text) == value)
    #expect(try JSON(parsing: #""\u00e9\ud83d\ude97\/\b\f""#) == .string("é🚗/\u{8}\u{C}"))
  }

  @Test(arguments: [
    "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "01", "+1", "1.", ".5", "1e", "nul", "tru", "\"",
    "\"\\x\"",
    "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "1 2", "{\"a\":1,\"a\":2}", "'a'",
    "[1 2]",
    "\"\\u+123\"", "NaN", "-", "[", "{\"a\":",
  ])
  func malformedText(_ text: String) {
    #expect(throws: EthereumError.self) { try JSON(parsing: text) }
  }

  @Test func invalidUTF8AndDepth() {
    #expect(throws: EthereumError.self) { try JSON(parsing: [0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: EthereumError.self) { try JSON(parsing: [UInt8](repeating: 0x5B, count: 1_000_000)) }
  }
}
