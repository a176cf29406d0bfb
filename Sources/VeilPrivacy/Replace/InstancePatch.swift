internal import VeilMedia

/// An invented instance at its place, ready to be painted: colours and shares for every pixel of its box.
struct InstancePatch: Sendable {
  let instance: Instance
  let region: PixelRect
  /// Red, green and blue levels, 0...255, channel after channel.
  let colours: [Float]
  /// M: how much of each pixel is painted, 0...1; exactly 1 everywhere in the mask.
  let shares: [Float]

  /// Scales an invented image to its box.
  ///
  /// A pixel of which the mask covers any part is painted whole. Around the mask the paint fades out over some pixels of
  /// background: the rim of the original lies inside the mask and never shines through.
  init(_ instance: Instance, crop: InstanceCrop, image: FloatPicture, mask: FloatPicture, light: Surroundings?) throws {
    self.instance = instance
    region = crop.region
    let matched = ColourMatch.matched(image, mask: mask, to: light)
    colours = try crop.restore(RimFill.filled(matched, mask: mask)).values.map { $0 * 255 }
    shares = Feather(width: crop.region.width, height: crop.region.height)
      .shares(of: try crop.restore(mask).values, radius: min(max(crop.square / 64, 1), 4))
  }

  /// True if the patch hides something: verification counts those that do.
  var isSolid: Bool { shares.contains(1) && colours.allSatisfy(\.isFinite) }
}
