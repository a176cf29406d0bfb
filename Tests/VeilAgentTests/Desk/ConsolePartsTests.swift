import Ethereum
import Testing
import VeilConsole

@testable import VeilAgent

@Suite struct ConsolePartsTests {
  @Test(arguments: [
    ("bytes=0-9", ByteRange.part(0...9)), ("bytes=90-", .part(90...99)), ("bytes=-5", .part(95...99)),
    ("bytes=50-500", .part(50...99)), ("bytes=100-", .outside), ("bytes=-0", .outside),
  ])
  func rangesAreUnderstood(text: String, range: ByteRange) {
    #expect(ByteRange(text, size: 100) == range)
  }

  @Test(arguments: [
    "bytes=5-2", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes=", "bytes=-", "bytes=99999999999999999999-",
  ])
  func otherRangesMeanTheWholeFile(text: String) {
    #expect(ByteRange(text, size: 100) == nil)
  }

  @Test func formsAreReadAsBrowsersSendThem() {
    let fields = FormFields(text: "a=1+2&b=%C3%A4%26&c=&a=3&d&e=%zz&f=%ff")
    #expect(fields["a"] == "1 2" && fields["b"] == "ä&" && fields["c"] == "" && fields["d"] == "")
    #expect(fields["e"] == nil && fields["f"] == nil && fields.text("c") == nil)
  }

  @Test func sumsAreReadAndWritten() throws {
    #expect(try EtherAmount.parse("0.05") == UInt256(50_000_000_000_000_000))
    #expect(try EtherAmount.parse("1000 wei") == 1_000)
    #expect(EtherAmount.text(UInt256(50_000_000_000_000_000)) == "0.05 ETH")
    #expect(EtherAmount.text(1_000) == "1000 wei")
    #expect(try EtherAmount.parse(EtherAmount.decimal(1)) == 1)
    for text in ["", "1.", ".5", "-1", "1e3", "0.0000000000000000001", "1 dollar", "1 2 3"] {
      #expect(throws: DeskError.self) { try EtherAmount.parse(text) }
    }
  }
}
