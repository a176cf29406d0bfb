import Crypto
import Cryptography
import Foundation
import GRDB
import Testing
import VeilLedger
import VeilRegistry
import VeilTesting

/// What somebody learns who has the file or the ledger, but no key.
struct TokenTests {
  private func tokens(in store: RegistryStore) throws -> Set<Data> {
    try store.database.read { try Data.fetchSet($0, sql: "SELECT token FROM token") }
  }

  private static let birthDates: [String] = (1930...2010).flatMap { year in
    (1...12).flatMap { month in (1...31).map { String(format: "%04d-%02d-%02d", year, month, $0) } }
  }

  private static let plates: [String] = (0..<100).flatMap { area in
    "가나다라마".flatMap { letter in (3_400..<3_500).map { String(format: "%02d", area) + String(letter) + String($0) } }
  }

  /// Everything that could be tried without the key.
  private static func guesses(_ word: String) -> [Data] {
    let bytes = Data(word.utf8)
    return [
      Data(SHA256.hash(data: bytes)), Data(Keccak256.hash(bytes).bytes),
      Data(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Data(count: 32)))),
    ]
  }

  @Test func withoutTheKeyADictionaryFindsNothing() async throws {
    let world = try await RegistryWorld()
    try await world.registry.enroll(try world.person())
    let stored = try tokens(in: world.store)
    #expect(stored.count == 3)
    for word in Self.birthDates + Self.plates {
      for guess in Self.guesses(word) where stored.contains(guess) { Issue.record("found a word without the key") }
    }
    // Another registry's key is no better.
    let stranger = try Tokenizer(key: try RegistryKey.random(epoch: 1), normaliser: try Normaliser())
    for word in Self.birthDates.prefix(2_000) + ["1990-05-01"] where DateCheck.isDay(word) {
      #expect(!stored.contains(Data(try stranger.query(try Attribute(.birthDate, word), .exact).bytes)))
    }
  }

  @Test func withTheKeyTheSameDictionaryFindsItAtOnce() async throws {
    // The control: the test above could otherwise pass because nothing is ever found.
    let key = try RegistryKey.random(epoch: 1)
    let tokenizer = try Tokenizer(key: key, normaliser: try Normaliser())
    let wanted = try tokenizer.tokens(of: [try Attribute(.birthDate, "1990. 5. 1.")])
    let found = try Self.birthDates.filter(DateCheck.isDay).filter {
      wanted.contains(try tokenizer.query(try Attribute(.birthDate, $0), .exact))
    }
    #expect(found == ["1990-05-01"])
  }

  @Test func aLeakedLedgerTellsNothingButCounts() async throws {
    let world = try await RegistryWorld()
    // The same person twice in two registries, and another one: every number on the ledger is fresh.
    let other = try await RegistryWorld()
    try await world.registry.enroll(try world.person())
    try await world.registry.enroll(try world.person("이서연", born: "1985-11-30", plate: "34나 1111"))
    try await other.registry.enroll(try other.person())
    let entries = await world.ledger.entries + other.ledger.entries
    #expect(Set(entries.map(\.commitment)).count == 3)
    #expect(Set(entries.map(\.ciphertextHash)).count == 3)
    // Not even with all tokens of all words: the salt is missing.
    let stored = try tokens(in: world.store).compactMap { Hash256($0) }
    for token in stored {
      #expect(!entries.map(\.commitment).contains(TokenCommitment.make(salt: Hash256(), tokens: [token])))
    }
    #expect(!entries.map(\.commitment).contains(TokenCommitment.make(salt: Hash256(), tokens: stored)))
  }

  @Test func theFileHasNoWordInTheClear() async throws {
    let folder = try TemporaryFolder()
    let world = try await RegistryWorld(store: try RegistryStore(path: folder.path("registry.sqlite")))
    try await world.registry.enroll(try world.person("Kim Minjun"))
    for name in folder.names {
      let bytes = try Data(contentsOf: folder.url.appending(path: name))
      for word in ["Minjun", "minjun", "1990", "12가", "3456"] where bytes.range(of: Data(word.utf8)) != nil {
        Issue.record("\(name) contains an attribute")
      }
    }
  }

  @Test func kindsFormsAndEpochsHaveTheirOwnKeys() throws {
    let secret = try SecretBytes.random(count: 32)
    let first = try Tokenizer(
      key: try RegistryKey(epoch: 1, secret: secret), normaliser: try Normaliser(), forms: Set(TokenForm.allCases))
    let second = try Tokenizer(
      key: try RegistryKey(epoch: 2, secret: secret), normaliser: try Normaliser(), forms: Set(TokenForm.allCases))
    var tokens = Set<Hash256>()
    for tokenizer in [first, second] {
      for kind in [AttributeKind.name, .documentNumber, .plate, .address] {
        tokens.insert(try tokenizer.query(try Attribute(kind, "abcde"), .exact))
      }
      tokens.insert(try tokenizer.query(try Attribute(.name, "abcde"), .phonetic))
    }
    #expect(tokens.count == 10)
  }

  @Test(arguments: [
    ("김민준", "Kim Min-jun"), ("김민준", "Gim Minjun"), ("박지영", "Park Ji-young"), ("이영희", "Lee Young Hee"),
    ("최수진", "Choi Su-jin"), ("정호석", "Jung Hoseok"),
  ])
  func namesThatSoundAlike(_ pair: (String, String)) throws {
    let tokenizer = try Tokenizer(
      key: try RegistryKey.random(epoch: 1), normaliser: try Normaliser(), forms: [.phonetic])
    let tokens = try tokenizer.tokens(of: [try Attribute(.name, pair.0)])
    #expect(tokens.contains(try tokenizer.query(try Attribute(.name, pair.1), .phonetic)))
    #expect(!tokens.contains(try tokenizer.query(try Attribute(.name, pair.1), .exact)))
  }

  @Test func beginnings() throws {
    let tokenizer = try Tokenizer(key: try RegistryKey.random(epoch: 1), normaliser: try Normaliser(), forms: [.prefix])
    let tokens = try tokenizer.tokens(of: [try Attribute(.birthDate, "1990-05-01"), try Attribute(.plate, "12가3456")])
    for query in [
      try Attribute(.birthDate, "1990-05"), try Attribute(.birthDate, "1990-05-30"), try Attribute(.plate, "12가3"),
    ] {
      #expect(tokens.contains(try tokenizer.query(query, .prefix)))
    }
    #expect(!tokens.contains(try tokenizer.query(try Attribute(.birthDate, "1990-06"), .prefix)))
    #expect(throws: RegistryError.self) { try tokenizer.query(try Attribute(.plate, "12"), .prefix) }
    #expect(throws: RegistryError.self) { try tokenizer.query(try Attribute(.name, "Kim"), .phonetic) }
  }
}

/// Which words of the dictionary are days.
private enum DateCheck {
  static func isDay(_ text: String) -> Bool {
    (try? Normaliser().normal(try Attribute(.birthDate, text))) != nil
  }
}
