package import VeilMedia
package import VeilVision

/// A picture with everything to hide in it, and whoever is to be looked for.
package struct ReIDScene: Sendable {
  package let frame: VideoFrame
  /// All objects of the picture: systems hide all of them, as they would.
  package let boxes: [TrackedBox]
  package let sightings: [Sighting]

  package init(frame: VideoFrame, boxes: [TrackedBox], sightings: [Sighting]) {
    self.frame = frame
    self.boxes = boxes
    self.sightings = sightings
  }
}

/// One picture of one person or vehicle.
package struct Sighting: Sendable, Hashable {
  /// The same number for the same person or vehicle in all pictures.
  package var identity: Int
  package var group: ObjectGroup
  /// Which camera saw it; pictures of the same identity by the same camera are no answer to each other. Nil in films.
  package var camera: Int?
  package var region: PixelRect
  /// Looked for.
  package var isQuery: Bool
  /// Among the pictures that an adversary has.
  package var isInGallery: Bool
  /// No more pictures of this identity and camera follow.
  package var isLast: Bool

  package init(
    identity: Int, group: ObjectGroup, camera: Int? = nil, region: PixelRect, isQuery: Bool, isInGallery: Bool,
    isLast: Bool = false
  ) {
    self.identity = identity
    self.group = group
    self.camera = camera
    self.region = region
    self.isQuery = isQuery
    self.isInGallery = isInGallery
    self.isLast = isLast
  }
}
