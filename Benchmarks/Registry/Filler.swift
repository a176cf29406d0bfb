import Cryptography
import Foundation
import GRDB
import VeilRegistry

/// Fills a registry's file with entries of people who do not exist. Tokens and templates are random bits, as they are for
/// whoever has no key; two of the three tokens of each are shared with two real people, so that words have many bearers
/// and no filled entry has two words of one person.
struct Filler {
  let store: RegistryStore
  let embedder: String

  func fill(_ count: Int) throws {
    try store.database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY")
      let real = try Row.fetchAll(database, sql: "SELECT record, token FROM token ORDER BY record")
      let people = Dictionary(grouping: real) { $0["record"] as Int64 }.values.map { $0.map { $0["token"] as Data } }
      try database.inTransaction {
        try write(count, sharing: people, database)
        return .commit
      }
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); ANALYZE; PRAGMA cache_size = -2000")
    }
  }

  private func write(_ count: Int, sharing people: [[Data]], _ database: Database) throws {
    let record = try database.makeStatement(
      sql: """
        INSERT INTO record (id, epoch, state, entry, identity, salt, commitment, ciphertext, ciphertextHash)
        VALUES (?, 1, 'live', ?, ?, ?, ?, ?, ?)
        """)
    let token = try database.makeStatement(sql: "INSERT INTO token VALUES (?, ?)")
    let template = try database.makeStatement(sql: "INSERT INTO template (record, embedder, bits) VALUES (?, ?, ?)")
    let ciphertext = random(540)
    for number in 0..<count {
      try record.execute(
        arguments: [random(16), Int64(1 << 32 + number), random(32), random(32), random(32), ciphertext, random(32)])
      let row = database.lastInsertedRowID
      let first = number % people.count
      let second = (first + 1 + number / people.count % (people.count - 1)) % people.count
      for value in [people[first][number % 3], people[second][number / 3 % 3], random(32)] {
        try token.execute(arguments: [value, row])
      }
      try template.execute(arguments: [row, embedder, random(64)])
    }
  }

  private func random(_ count: Int) -> Data { Data(RandomBytes.make(count)) }
}
