/// The part of a YOLO data set's YAML file that labels need.
struct YOLOConfiguration: Decodable {
  /// Class names by id.
  let names: [Int: String]

  private enum CodingKeys: CodingKey { case names }

  /// Both ways of writing `names` are in use: a list, and a mapping from id to name.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let list = try? container.decode([String].self, forKey: .names) {
      names = Dictionary(uniqueKeysWithValues: list.enumerated().map { ($0, $1) })
    } else {
      names = try container.decode([Int: String].self, forKey: .names)
    }
  }
}
