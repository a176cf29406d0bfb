import Testing
import VeilRegistry

/// Whoever searches writes otherwise than who enrolled.
struct NormaliserTests {
  private func normal(_ kind: AttributeKind, _ text: String, country: String = "82") throws -> String {
    try Normaliser(countryCode: country).normal(try Attribute(kind, text))
  }

  @Test(arguments: [
    "김민준", "김 민준", " 김민준 ", "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{11AB}\u{110C}\u{116E}\u{11AB}", "김\u{200B}민준",
  ])
  func hangulNames(_ text: String) throws { #expect(try normal(.name, text) == "김민준") }

  @Test(arguments: ["Kim Min-jun", "KIM, Min Jun", "min jun kim", "Ｋｉｍ Ｍｉｎ Ｊｕｎ"])
  func latinNames(_ text: String) throws { #expect(try normal(.name, text) == "jun kim min") }

  @Test func caseIsFoldedFully() throws {
    #expect(try normal(.name, "Groß") == (try normal(.name, "GROSS")))
    #expect(try normal(.name, "ΝΙΚΟΣ") == (try normal(.name, "νικος")))
    #expect(try normal(.name, "José") == (try normal(.name, "Jose\u{301}")))
    #expect(try normal(.name, "José") != (try normal(.name, "Jose")))
  }

  @Test(arguments: [
    "1990-05-01", "1990.5.1", "1990/05/01", "19900501", "1990년 5월 1일", "01.05.1990", "1. 5. 1990", "１９９０－０５－０１",
  ])
  func dates(_ text: String) throws { #expect(try normal(.birthDate, text) == "1990-05-01") }

  @Test func datesWhoseOrderIsBeyondDoubt() throws {
    #expect(try normal(.birthDate, "31/12/1990") == "1990-12-31")
    #expect(try normal(.birthDate, "12/31/1990") == "1990-12-31")
    #expect(try normal(.birthDate, "2000-02-29") == "2000-02-29")
  }

  @Test(arguments: [
    "05/06/1990", "900501", "1990-13-01", "1990-02-30", "1900-02-29", "1 May 1990", "0000-01-01", "-",
    "99999999999999999999",
  ])
  func noDates(_ text: String) { #expect(throws: RegistryError.self) { try normal(.birthDate, text) } }

  @Test(arguments: [
    "010-1234-5678", "+82 10 1234 5678", "0082-10-1234-5678", "+82 (0)10 1234 5678", "+82 010 1234 5678",
    "０１０ １２３４ ５６７８",
  ])
  func phones(_ text: String) throws { #expect(try normal(.phone, text) == "+821012345678") }

  @Test func phonesElsewhere() throws {
    #expect(try normal(.phone, "0151 23456789", country: "49") == "+4915123456789")
    #expect(try normal(.phone, "+49 151 23456789") == "+4915123456789")
  }

  @Test(arguments: ["112", "call me", "+1234567890123456"])
  func noPhones(_ text: String) { #expect(throws: RegistryError.self) { try normal(.phone, text) } }

  @Test(arguments: ["12가 3456", "12가-3456", "１２가３４５６", "12\u{1100}\u{1161}3456"])
  func plates(_ text: String) throws { #expect(try normal(.plate, text) == "12가3456") }

  @Test func documentsAndAddresses() throws {
    #expect(try normal(.documentNumber, "m 1234-5678") == (try normal(.documentNumber, "M12345678")))
    #expect(try normal(.address, "서울시 강남구 테헤란로 1") == (try normal(.address, "서울시강남구  테헤란로 1.")))
  }

  @Test(arguments: AttributeKind.allCases)
  func nothingIsNoAttribute(_ kind: AttributeKind) {
    for text in ["", "   ", "\n"] { #expect(throws: RegistryError.self) { try Attribute(kind, text) } }
    #expect(throws: RegistryError.self) { try normal(kind, "—…!") }
    #expect(throws: RegistryError.self) { try Attribute(kind, String(repeating: "a", count: 401)) }
  }

  @Test func unknownKindsAreNamed() {
    #expect { try Attribute("shoe-size=43") } throws: { ($0 as? RegistryError)?.code == .unknownAttribute }
    #expect { try Attribute("name") } throws: { ($0 as? RegistryError)?.code == .invalidQuery }
    let attribute = try? Attribute("name=Kim = Lee")
    #expect(attribute?.text == "Kim = Lee")
    #expect(!"\(String(describing: attribute))".contains("Kim"))
  }
}
