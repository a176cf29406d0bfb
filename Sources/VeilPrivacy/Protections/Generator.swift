package import VeilVision

/// Makes instances that do not exist, of one category, in the place of real ones: the paper's feature extractor and
/// generator (inspire sections V-C and V-D) behind one door.
///
/// A batch of single-instance images (``InstanceCrop``) and random latents go in; images of invented instances come
/// out, with masks of where they belong. What is random comes from the latents alone: equal latents give equal images.
package protocol Generator: Sendable {
  /// What it makes.
  var category: Category { get }
  /// Rows and columns of the images that it takes and gives.
  var side: Int { get }
  /// Random numbers per instance, standard normal.
  var latentCount: Int { get }

  /// Invents as many instances as there are images.
  /// - Parameters:
  ///   - images: red, green and blue, 0...1, `side` rows and columns, zeros around the box.
  ///   - latents: `images.count × latentCount` numbers from a cryptographically secure source; new ones for every frame
  ///     unlink an instance's appearances.
  func synthesise(_ images: InstanceImages, latents: [Float]) async throws -> SynthesisedInstances
}
