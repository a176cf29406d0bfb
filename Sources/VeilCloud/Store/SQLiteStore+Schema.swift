internal import GRDB

extension SQLiteStore {
  /// The schema, version by version. A version that was published is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      for statement in [devices, records, audit, incidents, uploads, previews, ownerKeys, index, documents] {
        try db.execute(sql: statement)
      }
    }
    return migrator
  }

  private static let devices = """
    CREATE TABLE device (
      address BLOB NOT NULL PRIMARY KEY CHECK (length(address) = 20),
      camera BLOB NOT NULL CHECK (length(camera) = 20),
      enrolled INTEGER NOT NULL CHECK (enrolled >= 0),
      isAttested INTEGER NOT NULL CHECK (isAttested IN (0, 1)),
      successor BLOB CHECK (successor IS NULL OR length(successor) = 20),
      recordLimit INTEGER CHECK (recordLimit >= 0),
      CHECK ((successor IS NULL) = (recordLimit IS NULL))
    ) STRICT, WITHOUT ROWID;
    """

  private static let records = """
    CREATE TABLE record (
      logIndex INTEGER NOT NULL PRIMARY KEY CHECK (logIndex >= 0),
      device BLOB NOT NULL REFERENCES device (address),
      number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 4294967295),
      videoHash BLOB NOT NULL CHECK (length(videoHash) = 32),
      signed BLOB NOT NULL CHECK (length(signed) = 161),
      salt BLOB NOT NULL CHECK (length(salt) = 32),
      entry BLOB NOT NULL CHECK (length(entry) = 32),
      time INTEGER NOT NULL CHECK (time >= 0),
      UNIQUE (device, number),
      UNIQUE (device, videoHash)
    ) STRICT;
    """

  private static let audit = """
    CREATE TABLE audit (
      logIndex INTEGER NOT NULL PRIMARY KEY CHECK (logIndex >= 0),
      text TEXT NOT NULL CHECK (length(text) > 0)
    ) STRICT;
    CREATE TRIGGER auditIsKept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER auditIsFixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    """

  private static let incidents = """
    CREATE TABLE incident (
      id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
      device BLOB NOT NULL REFERENCES device (address),
      received INTEGER NOT NULL CHECK (received >= 0),
      state TEXT NOT NULL CHECK (state IN ('received', 'deployed', 'verified', 'refused')),
      refusal TEXT CHECK ((refusal IS NOT NULL) = (state = 'refused')),
      evidence BLOB UNIQUE CHECK (evidence IS NULL OR length(evidence) = 20),
      deployment BLOB CHECK (deployment IS NULL OR length(deployment) = 32),
      verification BLOB CHECK (verification IS NULL OR length(verification) = 32),
      binding TEXT NOT NULL,
      claim TEXT NOT NULL,
      checks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX incidentByState ON incident (state, received);
    """

  private static let uploads = """
    CREATE TABLE upload (
      incident BLOB NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      rendition INTEGER NOT NULL CHECK (rendition IN (1, 2)),
      length INTEGER CHECK (length > 0),
      offset INTEGER NOT NULL CHECK (offset >= 0 AND (length IS NULL OR offset <= length)),
      leaves BLOB NOT NULL CHECK (length(leaves) % 32 = 0),
      isComplete INTEGER NOT NULL CHECK (isComplete IN (0, 1)),
      PRIMARY KEY (incident, rendition)
    ) STRICT, WITHOUT ROWID;
    """

  private static let previews = """
    CREATE TABLE preview (
      incident BLOB NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 2),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      isComplete INTEGER NOT NULL CHECK (isComplete IN (0, 1)),
      PRIMARY KEY (incident, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX previewByHash ON preview (hash);
    """

  /// A second rekey for one Umbral key would give its secret away, so every key is taken once.
  private static let ownerKeys = """
    CREATE TABLE ownerKey (
      publicKey BLOB NOT NULL PRIMARY KEY CHECK (length(publicKey) = 33),
      incident BLOB NOT NULL REFERENCES incident (id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """

  /// `tile` is a square of 16 by 16 cells, for areas that are larger than a few cells. Each index holds the number too,
  /// and so gives the order of results without sorting.
  private static let index = """
    CREATE TABLE found (
      number INTEGER NOT NULL PRIMARY KEY,
      incident BLOB NOT NULL UNIQUE CHECK (length(incident) = 32),
      evidence BLOB NOT NULL CHECK (length(evidence) = 20),
      cellRow INTEGER NOT NULL CHECK (cellRow BETWEEN -1800 AND 1800),
      cellColumn INTEGER NOT NULL CHECK (cellColumn BETWEEN -3600 AND 3600),
      tile INTEGER NOT NULL,
      bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 4294967295),
      previews BLOB NOT NULL CHECK (length(previews) = 96)
    ) STRICT;
    CREATE INDEX foundByTime ON found (bucket);
    CREATE INDEX foundByCell ON found (cellRow, cellColumn, bucket);
    CREATE INDEX foundByTile ON found (tile, bucket, number, cellRow, cellColumn);
    """

  private static let documents = """
    CREATE TABLE document (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """
}
