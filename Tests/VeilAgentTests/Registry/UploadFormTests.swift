import Hummingbird
import Testing
import VeilConsole

/// Forms with files, as browsers and as others send them.
@Suite struct UploadFormTests {
  private static let type = "multipart/form-data; boundary=\"b1\""

  private func read(_ text: String, _ type: String = Self.type) throws -> UploadForm {
    try UploadForm(ByteBuffer(string: text), contentType: type)
  }

  private static func part(_ head: String, _ content: String) -> String {
    "--b1\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
  }

  @Test func fieldsAndFilesAreToldApart() throws {
    let form = try read(
      Self.part("name=\"a\"", " 1\r\n2 ") + Self.part("name=\"a\"", "second")
        + Self.part("name=\"f\"; filename=\"x;%22y.png\"\r\nContent-Type: image/png", "-b1 \r\n--b")
        + Self.part("name=\"f\"; filename=\"\"", "") + "--b1--\r\n")
    #expect(form.fields["a"] == " 1\r\n2 " && form.fields["f"] == nil)
    let files = form.files("f")
    #expect(files.first?.name == "x;\"y.png")
    #expect(files.count == 1 && form.files("a").isEmpty)
    #expect(String(decoding: files[0].bytes, as: UTF8.self) == "-b1 \r\n--b")
  }

  @Test func formsWithoutFilesAreReadAsBefore() throws {
    let form = try read("a=1+2&b=%C3%A4", "application/x-www-form-urlencoded")
    #expect(form.fields["a"] == "1 2" && form.fields["b"] == "ä" && form.files("a").isEmpty)
  }

  @Test(arguments: [
    "", "--b1", "--b1\r\n", "--b2\r\n\r\n--b2--", "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
    "--b1\r\nno gap\r\n--b1--", "--b1\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b1--",
    "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b1\r\n",
  ])
  func whatIsCutOffIsNoForm(_ text: String) {
    #expect(throws: ConsoleError.self) { try read(text) }
  }

  @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; bound=b1"])
  func aFormNamesItsBoundary(_ type: String) {
    #expect(throws: ConsoleError.self) { try read(Self.part("name=\"a\"", "1") + "--b1--", type) }
  }
}
