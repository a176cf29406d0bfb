internal import Hummingbird

/// Which methods each address takes, so that any other is answered with their names.
struct AllowedMethods: Sendable {
  private struct Place {
    /// Parts of the path; nil stands for any.
    let parts: [Substring?]
    var methods: [String]
  }

  private var places: [Place] = []

  init() {}

  init(_ routes: [Router<CloudContext>.RouteDescription]) {
    for route in routes {
      let parts = route.path.description.split(separator: "/").map { $0.hasPrefix(":") ? nil : $0 }
      if let index = places.firstIndex(where: { $0.parts == parts }) {
        places[index].methods.append(route.method.rawValue)
      } else {
        places.append(Place(parts: parts, methods: [route.method.rawValue]))
      }
    }
  }

  /// The methods of an address, in their order; nil where there is nothing at it.
  func methods(at path: String) -> [String]? {
    let parts = path.split(separator: "/")
    let place = places.first { place in
      place.parts.count == parts.count && zip(place.parts, parts).allSatisfy { $0 == nil || $0 == $1 }
    }
    return place?.methods.sorted()
  }
}
