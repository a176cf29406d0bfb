/// The layouts of data sets for recognising people and vehicles again (inspire table II).
package enum ReIDFormat: String, Sendable, Hashable, CaseIterable, Codable {
  case market1501, duke, veri
  case veriCARLA = "veri-carla"
  /// The Dashcam Accident data set: films, whose people and vehicles the tracker links.
  case dad

  /// Whom its pictures show; nil for films.
  package var group: ObjectGroup? {
    switch self {
    case .market1501, .duke: .person
    case .veri, .veriCARLA: .vehicle
    case .dad: nil
    }
  }

  /// The layout for help texts and errors.
  package var expectedLayout: String {
    switch self {
    case .market1501:
      "query/ and bounding_box_test/ with pictures named 0001_c1s1_001051_00.jpg, 0000 and -1 for distractors"
    case .duke: "query/ and bounding_box_test/ with pictures named 0005_c2_f0046985.jpg"
    case .veri: "image_query/ and image_test/ with pictures named 0002_c002_00030600_0.jpg"
    case .veriCARLA: "image_query/ and image_test/ (or query/ and gallery/) with pictures named IDENTITY_cCAMERA_….jpg"
    case .dad: "[videos/]{training,testing}/{positive,negative}/*.mp4"
    }
  }

  /// Folders of queries and galleries, the first that exist are taken.
  var folders: [(query: String, gallery: String)] {
    switch self {
    case .market1501, .duke: [("query", "bounding_box_test")]
    case .veri: [("image_query", "image_test")]
    case .veriCARLA: [("image_query", "image_test"), ("query", "gallery")]
    case .dad: []
    }
  }

  /// Folders of the name that an archive unpacks to.
  var roots: [String] {
    switch self {
    case .market1501: ["Market-1501-v15.09.15", "Market-1501"]
    case .duke: ["DukeMTMC-reID"]
    case .veri: ["VeRi", "VeRi-776"]
    case .veriCARLA: ["VeRi-CARLA"]
    case .dad: ["videos"]
    }
  }
}
