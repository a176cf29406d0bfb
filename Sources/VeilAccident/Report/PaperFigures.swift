/// What the sharing paper prints, and no more: other cells of its tables are not in its text.
package enum PaperFigures {
  /// Figure, the paper's value, and what it was measured on.
  package static let rows: [(name: String, value: String, note: String)] = [
    ("Accuracy, image", "86 %", "100 of 519 pictures, drawn at random"),
    ("Accuracy, sound", "95.6 %", "205 of 1,093 seconds, drawn at random"),
    ("F, image", "0.84", ""),
    ("F, sound", "0.84", ""),
    ("Threshold of least cost", "0.66", ""),
    ("Threshold for FN/FP = 1", "0.53 to 0.55", ""),
    ("Seconds a frame", "0.62", "VGG16 on a Raspberry Pi 3 B+"),
  ]

  /// The paper's value of a figure.
  package static func value(_ name: String) -> String { rows.first { $0.name == name }?.value ?? "" }
}
