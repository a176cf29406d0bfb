internal import VeilMedia

/// An invented instance at its place, ready to be painted: colours and shares for every pixel of its box, and how much of
/// the original is covered by background before.
struct InstancePatch: Sendable {
  let instance: Instance
  let region: PixelRect
  /// Red, green and blue levels, 0...255, channel after channel.
  let colours: [Float]
  /// M: how much of each pixel is the invented instance, 0...1.
  let shares: [Float]
  /// How much of the original is covered, 0...1; exactly 1 everywhere in the mask.
  let cover: [Float]

  /// Scales an invented image to its box.
  ///
  /// A pixel of which the mask covers any part is covered whole. Around the mask the cover fades out over some pixels: the
  /// rim of the original lies inside the mask and never shines through.
  /// - Parameters:
  ///   - mask: what is to be hidden.
  ///   - outline: what of the image is the invented instance.
  ///   - cover: what is hidden, the mask or all of the box.
  init(
    _ instance: Instance, crop: InstanceCrop, image: FloatPicture, mask: FloatPicture, outline: FloatPicture,
    light: Surroundings?, cover: ReplaceCover
  ) throws {
    self.instance = instance
    region = crop.region
    let matched = ColourMatch.matched(image, mask: outline, to: light)
    colours = try crop.restore(RimFill.filled(matched, outline: outline)).values.map { $0 * 255 }
    // The half between a quarter and three quarters: as soft as a lens would draw it.
    shares = try crop.restore(outline).values.map { min(max(2 * $0 - 0.5, 0), 1) }
    self.cover =
      switch cover {
      case .box: [Float](repeating: 1, count: crop.region.area)
      case .mask:
        Feather(width: crop.region.width, height: crop.region.height)
          .shares(of: try crop.restore(mask).values, radius: min(max(crop.square / 48, 2), 8))
      }
  }

  /// True if the patch hides something: verification counts those that do.
  var isSolid: Bool { cover.contains(1) && colours.allSatisfy(\.isFinite) }
}
