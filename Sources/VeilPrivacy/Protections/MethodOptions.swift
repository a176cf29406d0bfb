/// Options of all methods; each method reads its own.
package struct MethodOptions: Sendable, Hashable {
  /// Kernel size of ``BlurProtection``.
  package var blurKernel = 45
  /// Standard deviation of ``BlurProtection``.
  package var blurSD = 25.0
  /// Working size of ``BlurProtection``.
  package var blurSize = 256
  /// Samples of ``BlurProtection``; nil for the paper's own blur, which can be undone.
  package var blurSamples: Int? = 8
  /// Cells of ``PixelateProtection``.
  package var pixelateCells = 6
  /// Colour of ``SolidProtection``.
  package var solidColor = SolidColor.black
  /// Detail of ``CartoonProtection``.
  package var cartoonDetail = 320
  /// Settings of ``ReplaceProtection``.
  package var replace = ReplaceOptions()
  /// Steps of ``RiskProtection``.
  package var riskSteps = RiskSteps.paper
  /// Whether masks of ``RiskProtection`` grow with large faces.
  package var riskScales = true

  package init() {}
}
