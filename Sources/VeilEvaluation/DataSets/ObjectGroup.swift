package import VeilVision

/// Categories that are scored together, because data sets draw the line between them in different places.
///
/// A van that is found as a truck is as well hidden as one found as a car.
package enum ObjectGroup: String, Sendable, Hashable, CaseIterable, Codable, Comparable, CodingKeyRepresentable {
  /// Car, van, truck, bus, tram.
  case vehicle
  /// Pedestrians, and people that sit or ride.
  case person
  /// Bicycle and motorcycle, without whoever rides them.
  case twoWheeler = "two-wheeler"
  case face
  case plate

  /// The group of a detector's category, nil for a category that no data set labels.
  package init?(_ category: Category) { self.init(label: category.rawValue) }

  /// The group of a class by the name that a data set gives it, in any case; nil for classes that are not protected.
  package init?(label: String) {
    guard let group = Self.groupsOfLabels[label.lowercased()] else { return nil }
    self = group
  }

  /// True for classes that are hidden or not without either being wrong: COCO's `train`, since no category of ours is
  /// a railway train. KITTI's trams and Cityscapes' trains run in the street and are vehicles.
  package static func isNeutral(label: String) -> Bool { label.lowercased() == "train" }

  /// The plural for tables.
  package var title: String {
    switch self {
    case .vehicle: "vehicles"
    case .person: "people"
    case .twoWheeler: "two-wheelers"
    case .face: "faces"
    case .plate: "plates"
    }
  }

  /// The categories that a detector must look for to be scored on groups.
  ///
  /// One network finds people and all vehicles, riders are judged together with their two-wheelers, and sets without
  /// boxes are judged by all road users: so these always come together.
  package static func categories(toScore groups: Set<ObjectGroup>) -> Set<Category> {
    let road: Set<Category> = [.person, .car, .truck, .bus, .motorcycle, .bicycle]
    var wanted: Set<Category> = groups.isSubset(of: [.face, .plate]) && !groups.isEmpty ? [] : road
    if groups.contains(.face) { wanted.insert(.face) }
    if groups.contains(.plate) { wanted.insert(.plate) }
    return wanted
  }

  package static func < (left: ObjectGroup, right: ObjectGroup) -> Bool { left.order < right.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  private static let groupsOfLabels: [String: ObjectGroup] = {
    let labels: [ObjectGroup: [String]] = [
      .vehicle: ["vehicle", "car", "van", "truck", "bus", "tram"],
      .person: ["person", "pedestrian", "person_sitting", "people", "rider", "cyclist"],
      .twoWheeler: ["two-wheeler", "bicycle", "motorcycle", "bike", "motorbike", "motor"],
      .face: ["face"],
      .plate: [
        "plate", "license plate", "licence plate", "license-plate", "licence-plate", "license_plate", "licence_plate",
        "number plate", "numberplate",
      ],
    ]
    var groups: [String: ObjectGroup] = [:]
    for (group, names) in labels {
      for name in names { groups[name] = group }
    }
    return groups
  }()
}
