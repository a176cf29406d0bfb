import Ethereum
import Testing

@Suite struct UInt256Tests {
  @Test func decimalAndHexadecimal() throws {
    #expect(UInt256.max.description == "115792089237316195423570985008687907853269984665640564039457584007913129639935")
    #expect(try UInt256(text: "0xff") == 255)
  }
}
